import { clockTime, shortDate } from '../time/format.ts';
import type { Words } from '../words/words.ts';
import type { Start } from './free-slots.rules.ts';

/** `Tue 24 Nov, 10:30` */
export function startText({ date, time }: Start, words: Words): string {
  return words.availability.at(shortDate(date), clockTime(time));
}
