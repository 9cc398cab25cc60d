/** `Past due`, or whole days, hours or minutes until the appointment (contract 2.2). */
export function timeUntil(seconds: number): string {
  if (seconds < 0) return 'Past due';
  const days = Math.floor(seconds / 86_400);
  if (days >= 1) return counted(days, 'day');
  const hours = Math.floor(seconds / 3_600);
  if (hours >= 1) return counted(hours, 'hour');
  return counted(Math.floor(seconds / 60), 'minute');
}

/** `HH:MM:SS`; hours may have more than two digits. */
export function durationText(seconds: number): string {
  const whole = Math.max(seconds, 0);
  const parts = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

// The service that this one replaces says "0 minute" but "2 minutes".
function counted(count: number, unit: string): string {
  return `${count} ${unit}${count > 1 ? 's' : ''}`;
}
