import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type Bench, type BenchOptions, openBench } from './try-out.ts';

/** Services that are wrong on purpose. */
const PLANTS: readonly [name: string, options: BenchOptions][] = [
  ['has a place too many', { business: { defaultPlaces: 4 } }],
  [
    'counts no version of an appointment',
    { sabotage: 'drop trigger appointments_next_version on appointments' },
  ],
  [
    'counts no version of a slot',
    { sabotage: 'drop trigger time_slots_next_version on time_slots' },
  ],
  [
    'gives no place to what is pending',
    {
      rewrite: (sql) =>
        sql.replace(/"holds_place" = \$(\d)/, `"holds_place" = $$$1 and status <> 'pending'`),
    },
  ],
  [
    'shows customers what is not theirs',
    {
      rewrite: (sql) =>
        sql.replace(/"appointments"\."customer_id" = (\$\d+)/, '($1::text is not null)'),
    },
  ],
  [
    'takes an appointment that is moved for its own rival',
    { rewrite: (sql) => sql.replace(/"id" != (\$\d+)/, '$1::uuid is not null') },
  ],
  ['keeps no history', { sabotage: forgetting('appointment_history') }],
  ['tells nobody', { sabotage: forgetting('outbox') }],
  ['keeps no keys', { sabotage: forgetting('idempotency_keys') }],
];

const MOST_SEQUENCES = 40;
const SEED = 20_270_104;

let bench: Bench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

describe('sequences find a service that', () => {
  it.each(PLANTS)('%s', async (_, options) => {
    bench = await openBench(options);
    const found = await fc.check(bench.property(), {
      numRuns: MOST_SEQUENCES,
      seed: SEED,
      endOnFailure: true,
    });
    expect(found.failed).toBe(true);
    expect(found.errorInstance).toHaveProperty('name', 'AssertionError');
  });
});

function forgetting(table: string): string {
  return `
    create function forget() returns trigger language plpgsql as 'begin return null; end';
    create trigger forget before insert on ${table} for each row execute function forget();
  `;
}
