import { type SpentEntries, secondsOf, spentOf } from '../appointments/time-spent.rules.ts';

/** What stands in the form of notes and time, as it is typed. */
export interface RecordEntries extends SpentEntries {
  readonly notes: string;
}

interface Recorded {
  readonly internal_notes: string;
  readonly duration_seconds: number;
}

export function entriesOf({ internal_notes, duration_seconds }: Recorded): RecordEntries {
  return { notes: internal_notes, ...spentOf(duration_seconds) };
}

/** The fields that differ from what is stored. */
export function editOf(entries: RecordEntries, stored: Recorded): Partial<Recorded> {
  const duration_seconds = secondsOf(entries, stored.duration_seconds);
  return {
    ...(entries.notes === stored.internal_notes ? {} : { internal_notes: entries.notes }),
    ...(duration_seconds === stored.duration_seconds ? {} : { duration_seconds }),
  };
}
