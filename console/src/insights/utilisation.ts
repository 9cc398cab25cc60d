interface DayOfPlaces {
  readonly date: string;
  readonly booked_minutes: number;
  readonly capacity_minutes: number;
}

export interface Shares {
  /** Per day; undefined where the workshop is closed. */
  readonly shares: readonly (number | undefined)[];
  /** Booked out of all minutes of the open days. */
  readonly average: number;
  readonly highest: { readonly date: string; readonly share: number } | undefined;
}

export function sharesOf(days: readonly DayOfPlaces[]): Shares {
  const open = days.filter(({ capacity_minutes }) => capacity_minutes > 0);
  const share = (day: DayOfPlaces): number => day.booked_minutes / day.capacity_minutes;
  const booked = open.reduce((sum, day) => sum + day.booked_minutes, 0);
  const capacity = open.reduce((sum, day) => sum + day.capacity_minutes, 0);
  const [fullest] = open.toSorted((one, other) => share(other) - share(one));
  return {
    shares: days.map((day) => (day.capacity_minutes > 0 ? share(day) : undefined)),
    average: capacity === 0 ? 0 : booked / capacity,
    highest: fullest && { date: fullest.date, share: share(fullest) },
  };
}

/** The end of the scale: full, or the next quarter above an overbooked day. */
export function topOf(shares: readonly (number | undefined)[]): number {
  return Math.max(1, Math.ceil(Math.max(0, ...shares.map((share) => share ?? 0)) * 4) / 4);
}

const LABELS = 8;

/** Every how many columns a date is written, so that they do not touch. */
export function labelledEvery(columns: number): number {
  return Math.max(1, Math.ceil(columns / LABELS));
}
