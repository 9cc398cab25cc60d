/** What stands in the fields of the time spent, as it is typed. */
export interface SpentEntries {
  readonly hours: string;
  readonly minutes: string;
}

export function spentOf(seconds: number): SpentEntries {
  const minutes = Math.round(seconds / 60);
  return { hours: String(Math.floor(minutes / 60)), minutes: String(minutes % 60) };
}

/** The seconds that are entered; as long as the fields say the same, those that are stored. */
export function secondsOf(entries: SpentEntries, stored: number): number {
  const minutes = minutesIn(entries);
  return minutes === minutesIn(spentOf(stored)) ? stored : Math.max(0, Math.round(minutes)) * 60;
}

function minutesIn({ hours, minutes }: SpentEntries): number {
  return Number(hours) * 60 + Number(minutes);
}
