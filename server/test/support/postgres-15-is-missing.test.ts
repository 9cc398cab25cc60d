import { test } from 'vitest';

// Stands in for all stories of the project stories-15 where there is no PostgreSQL 15 to run them
// on, see vitest.config.ts: a skip that is told on a laptop, a failure in CI.
const inCi = process.env.CI === 'true';
const REASON =
  'no initdb and postgres of version 15 on this machine (Debian: apt install postgresql-15; else put its pg_config on the PATH)';

if (!inCi) console.warn(`The stories run on the embedded PostgreSQL 18 only: ${REASON}.`);

test.skipIf(!inCi)(`the stories on PostgreSQL 15: ${REASON}`, () => {
  throw new Error(`In CI the stories must run on PostgreSQL 15 too, and there is ${REASON}.`);
});
