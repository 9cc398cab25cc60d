/** The items of each day number; an item that touches several days stands at each of them. */
export function groupedByDay<T>(
  items: readonly T[],
  daysOf: (item: T) => readonly number[],
): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    for (const day of daysOf(item)) {
      const group = groups.get(day);
      if (group === undefined) groups.set(day, [item]);
      else group.push(item);
    }
  }
  return groups;
}
