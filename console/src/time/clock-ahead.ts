import { wallClockAt } from './wall-time.ts';

/**
 * By how many milliseconds the workshop's clock is ahead of this device's: `wallNow`
 * (`YYYY-MM-DDTHH:MM:SS`) is what it showed when the device's stood at `atMs`.
 */
export function clockAheadMs(wallNow: string, atMs: number, timeZone: string): number {
  let ahead = 0;
  // Twice: the first step may lead to another side of a change to or from summer time.
  for (let step = 0; step < 2; step += 1) {
    const { date, time } = wallClockAt(new Date(atMs + ahead), timeZone);
    ahead += Date.parse(`${wallNow}Z`) - Date.parse(`${date}T${time}Z`);
  }
  return ahead;
}
