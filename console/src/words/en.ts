import { appointments } from './en/appointments.ts';
import { availability } from './en/availability.ts';
import { board } from './en/board.ts';
import { common } from './en/common.ts';
import { errors } from './en/errors.ts';
import { history } from './en/history.ts';
import { insights } from './en/insights.ts';
import { lists } from './en/lists.ts';
import { timeSlots } from './en/time-slots.ts';
import { work } from './en/work.ts';

/** Every word of the console in English; `words.ts` makes the other languages follow its shape. */
export const en = {
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
