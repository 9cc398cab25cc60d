/** A zone where it is that hour of the day, and what goes by of it while a test runs. */
export function zoneWhere(hour: number): string {
  // `Etc/GMT+5` is five hours behind.
  const behind = ((new Date().getUTCHours() - hour + 35) % 24) - 11;
  return `Etc/GMT${behind < 0 ? '-' : '+'}${Math.abs(behind)}`;
}
