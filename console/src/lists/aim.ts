/** How long nobody can have meant what has only just come under the pointer. */
const AIM_MS = 500;

/** Whether cards changed their places. One that is only added below the others moves none of them. */
export function cardsMoved(before: readonly string[], now: readonly string[]): boolean {
  return before.some((id, index) => now[index] !== id);
}

/**
 * Whether a press was meant for the card that it hit. A card that was answered leaves the list, and
 * the next one slides under the pointer: the second press of a slow double click would answer a
 * request that nobody has read. Both times count from the same start, as of an event's `timeStamp`.
 */
export function isAimed(pressedAt: number, movedAt: number | undefined): boolean {
  return movedAt === undefined || pressedAt - movedAt >= AIM_MS;
}
