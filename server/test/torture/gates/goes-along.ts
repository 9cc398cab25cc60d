import type { Race } from './race.ts';

/** Says nothing that anybody else could hear: it opens the transaction and tells it who asks. */
const PREAMBLE = /^\s*begin\b|set_config\('servease\.change'/;
/** Takes a key that was made for this very request. */
const OWN_KEY = /pg_try_advisory_xact_lock/;
/** Writes rows of its own that no writer of a race reads. */
const OWN_ROWS = /^\s*insert into "?(outbox|appointment_history|idempotency_keys)"?/;

/**
 * The statements of a race that commute with everything the others do: a schedule that differs only
 * in where they stand is the same. `thorough` still gives rows of their own every place.
 */
export function goesAlongIn(race: Race, thorough: boolean): (sql: string) => boolean {
  const keyed = race.givesWay !== undefined;
  return (sql) =>
    PREAMBLE.test(sql) ||
    (!keyed && OWN_KEY.test(sql)) ||
    (!keyed && !thorough && OWN_ROWS.test(sql));
}
