import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Evidence } from '../checker/evidence.ts';
import { type HistoryEvent, operationsOf } from '../history/history.ts';

/** What a run leaves behind, as a file keeps it. */
export type Kept = Omit<Evidence, 'operations' | 'faults'> & {
  readonly events: readonly HistoryEvent[];
};

/** Writes it down, for a second look. */
export function keep(file: string, kept: Kept): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(kept));
}

/** Reads it again, as evidence for the checker. */
export function readKept(file: string): Evidence {
  return evidenceOf(JSON.parse(readFileSync(file, 'utf8')) as Kept);
}

/** The same as the checker wants it. */
export function evidenceOf({ events, ...rest }: Kept): Evidence {
  return {
    ...rest,
    operations: operationsOf(events),
    faults: events.filter((event) => event.type === 'fault'),
  };
}
