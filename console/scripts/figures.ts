// Measures the console: the size of every chunk, and how fast screens load and answer, by Chromium's
// own tracing, on the demo's data and on 10,000 appointments more:
//   npm run console:figures

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { CDPSession, Page } from 'playwright-core';
import { startTemporaryPostgres } from '../../server/test/support/temporary-postgres.ts';
import { openBrowser } from '../test/support/browser.ts';
import { setup } from '../test/support/build.ts';
import { allScreens, settled, signInAs, workday } from '../test/support/screens.ts';
import { openWorkshop, type Workshop } from '../test/support/workshop.ts';

const DIST = resolve(import.meta.dirname, '../dist');
const MORE = 10_000;
const ROUNDS = 3;

setup();
printChunks();
await measure('the demo’s data', {});
const cluster = await startTemporaryPostgres();
await measure(`${MORE} appointments more`, { DATABASE_URL: cluster.url('postgres'), DEMO: 'on' });
await cluster.stop();

interface Entry {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

function printChunks(): void {
  const manifest: Record<string, Entry> = JSON.parse(
    readFileSync(join(DIST, '.vite/manifest.json'), 'utf8'),
  );
  const size = (file: string): number => readFileSync(join(DIST, `${file}.gz`)).length;
  const kilobytes = (bytes: number): string => (bytes / 1_000).toFixed(1).padStart(8);
  console.log('\ngzip kB  chunk');
  const files = readdirSync(join(DIST, 'assets')).filter((name) => /\.(js|css)$/.test(name));
  for (const file of files.sort((a, b) => size(`assets/${b}`) - size(`assets/${a}`)))
    console.log(kilobytes(size(`assets/${file}`)), file);
  const first = new Set<string>();
  const follow = (key: string): void => {
    const entry = manifest[key];
    if (entry === undefined || first.has(entry.file)) return;
    first.add(entry.file);
    for (const file of entry.imports ?? []) follow(file);
  };
  for (const [key, entry] of Object.entries(manifest)) if (entry.isEntry) follow(key);
  const sum = [...first].reduce((total, file) => total + size(file), 0);
  console.log(kilobytes(sum), 'JavaScript of the first screen (limit 250)');
}

interface Figures {
  readonly firstPaint: number;
  readonly largestPaint: number;
  /** Time in which the main thread was blocked for more than 50 ms at a stretch, beyond those 50. */
  readonly blocked: number;
  /** Longest time from an input to the next frame. */
  readonly interaction: number;
  readonly heapMegabytes: number;
}

async function measure(data: string, settings: Record<string, string>): Promise<void> {
  const workshop = await openWorkshop(settings);
  if (settings.DATABASE_URL !== undefined) await addAppointments(workshop, settings.DATABASE_URL);
  const { page, context, close } = await openBrowser(workshop.url);
  const session = await context.newCDPSession(page);
  await watchFromTheStart(page);
  await signInAs(page, workshop, 'admin');
  console.log(`\n${data}: median of ${ROUNDS}, ms`);
  console.log('first paint  largest paint  blocked  interaction  heap MB  screen');
  for (const screen of (await allScreens(workshop)).filter(({ role }) => role === 'admin')) {
    const rounds: Figures[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await page.goto(screen.path);
      await settled(page);
      rounds.push(await figuresOf(page, session));
    }
    const median = (of: (each: Figures) => number): string =>
      (rounds.map(of).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0).toFixed(0);
    console.log(
      median((each) => each.firstPaint).padStart(11),
      median((each) => each.largestPaint).padStart(14),
      median((each) => each.blocked).padStart(8),
      median((each) => each.interaction).padStart(12),
      median((each) => each.heapMegabytes).padStart(8),
      ` ${screen.name}`,
    );
  }
  await close();
  await workshop.close();
}

interface Watched {
  largest: number;
  blocked: number;
  interaction: number;
}

/** Lets every page that is opened note what its browser measures. */
async function watchFromTheStart(page: Page): Promise<void> {
  // What runs this file wraps named functions in a helper that the page does not have.
  await page.addInitScript('globalThis.__name ??= (named) => named');
  await page.addInitScript(() => {
    const watched: Watched = { largest: 0, blocked: 0, interaction: 0 };
    Object.assign(window, { watched });
    const watch = (type: string, note: (entry: PerformanceEntry) => void, more = {}): void =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
        ...{ type, buffered: true },
        ...more,
      });
    watch('largest-contentful-paint', ({ startTime }) => {
      watched.largest = startTime;
    });
    watch('longtask', ({ duration }) => {
      watched.blocked += duration - 50;
    });
    watch(
      'event',
      ({ duration }) => {
        watched.interaction = Math.max(watched.interaction, duration);
      },
      { durationThreshold: 16 },
    );
  });
}

async function figuresOf(page: Page, session: CDPSession): Promise<Figures> {
  // What people do on a screen: a few keys, and a press on the first button of its content.
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('Tab');
  const button = page.getByRole('main').getByRole('button').first();
  if ((await button.count()) > 0) await button.click({ trial: false, timeout: 2_000 }).catch(none);
  await page.waitForTimeout(250);
  const told = await page.evaluate(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    const { watched } = window as unknown as { watched: Watched };
    return { ...watched, first: paint?.startTime ?? 0 };
  });
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
  return {
    firstPaint: told.first,
    largestPaint: told.largest,
    blocked: told.blocked,
    interaction: told.interaction,
    heapMegabytes: heap / 1_000_000,
  };
}

/** A first button that is covered or gone is no reason to stop measuring. */
function none(): undefined {
  return undefined;
}

/** Fills the days around today, some 120 a day, as an adopted database may be filled. */
async function addAppointments(workshop: Workshop, url: string): Promise<void> {
  const { people } = workshop;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `insert into appointments (
       id, customer_id, vehicle_id, assigned_employee_id, appointment_type, scheduled_date,
       scheduled_time, duration_minutes, status, service_description, customer_notes,
       internal_notes, created_by_user_id, created_at, updated_at, duration_seconds
     )
     select
       gen_random_uuid(), car.customer_id, car.vehicle_id,
       case when n % 9 = 0 then null else ($2::uuid[])[1 + n % cardinality($2::uuid[])] end,
       ('{maintenance,repair,inspection,diagnostic}'::text[])[1 + n % 4],
       $3::date - 30 + n % 84, time '09:00' + make_interval(mins => 15 * (n / 84 % 32)), 30,
       ('{pending,confirmed,confirmed,completed,cancelled}'::text[])[1 + n % 5],
       'Service number ' || n, '', '', car.customer_id, now(), now(), 0
     from generate_series(1, $4) as n
     cross join lateral (
       select vehicle_id, customer_id
       from jsonb_to_recordset($1) as cars (vehicle_id uuid, customer_id uuid)
       offset n % jsonb_array_length($1) limit 1
     ) as car`,
    [
      JSON.stringify(people.vehicles.filter(({ is_active }) => is_active)),
      people.employees.map(({ user_id }) => user_id),
      await workday(workshop),
      MORE,
    ],
  );
  await client.query('analyze');
  await client.end();
}
