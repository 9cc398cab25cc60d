/** How tall time is drawn on the day board. */
export const PX_PER_MINUTE = 1.6;
export const HOUR_PX = 60 * PX_PER_MINUTE;
