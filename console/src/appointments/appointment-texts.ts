import type { Appointment } from '../api.ts';
import { startText } from '../availability/start-text.ts';
import type { Words } from '../words/words.ts';

type Timed = Pick<Appointment, 'scheduled_date' | 'scheduled_time'>;

/** `Tue 24 Nov, 10:30` */
export function whenText({ scheduled_date, scheduled_time }: Timed, words: Words): string {
  return startText({ date: scheduled_date, time: scheduled_time }, words);
}
