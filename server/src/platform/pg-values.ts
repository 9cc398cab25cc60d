import pg from 'pg';

type Parser = (text: string) => unknown;

const DATE = 1082;
const TIME = 1083;
const TIMESTAMPTZ = 1184;

// As JavaScript dates they would lose microseconds, and days would shift with the zone.
const ours = new Map<number, Parser>([
  [DATE, (text) => text],
  [TIME, wireTime],
  [TIMESTAMPTZ, wireTimestamp],
]);

/** Type parsers for `pg`: dates and times stay text, in the form they have on the wire. */
export const parsers = ((oid: number, format?: 'text' | 'binary') =>
  ours.get(oid) ?? pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser;

/** `10:00:00`, or with six fraction digits when they are not all zero (contract 1.6). */
function wireTime(text: string): string {
  const [whole = text, fraction] = text.split('.');
  return fraction === undefined ? whole : `${whole}.${fraction.padEnd(6, '0')}`;
}

/** `2026-11-22T14:58:38.383671Z`; the fraction only when it is not zero (contract 1.6). */
function wireTimestamp(text: string): string {
  if (text.endsWith('infinity')) return text;
  // The session's zone is UTC, so PostgreSQL writes `2026-11-22 14:58:38.38+00`.
  return `${wireTime(text.replace(' ', 'T').replace(/\+00(:00)?$/, ''))}Z`;
}
