import { appointments } from './de/appointments.ts';
import { availability } from './de/availability.ts';
import { board } from './de/board.ts';
import { common } from './de/common.ts';
import { errors } from './de/errors.ts';
import { history } from './de/history.ts';
import { insights } from './de/insights.ts';
import { lists } from './de/lists.ts';
import { timeSlots } from './de/time-slots.ts';
import { work } from './de/work.ts';
import type { Words } from './words.ts';

/** Every word of the console in German. */
export const de: Words = {
  common,
  errors,
  appointments,
  availability,
  board,
  lists,
  work,
  timeSlots,
  insights,
  history,
};
