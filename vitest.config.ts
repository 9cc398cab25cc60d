import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { findPostgres15 } from './server/test/support/system-postgres.ts';

const CLUSTER = './server/test/support/cluster.ts';
const BUILD = './server/test/support/build.ts';
const PROCESSES = 'server/test/processes/**/*.test.ts';

// Tests of the tools and the frame: they need no database.
const TOOLS = ['architecture', 'demo-platform', 'config', 'image'].map(
  (name) => `server/test/${name}*.test.ts`,
);
const EMBEDDED = 'server/test/embedded-postgres.test.ts';
// What strangers send: thousands of requests that need not be sent to every PostgreSQL.
const DOOR = 'server/test/door/**/*.test.ts';
const TORTURE = 'server/test/torture/**/*.test.ts';
const TORTURE_RUN = 'server/test/torture/torture.test.ts';
const NOT_STORIES = [
  '**/node_modules/**',
  'server/test/support/**',
  PROCESSES,
  DOOR,
  TORTURE,
  EMBEDDED,
  ...TOOLS,
];

// About other services, the door and documents: no PostgreSQL would tell them apart.
const WITHOUT_SQL = [
  ...['peers', 'lying-peers', 'names', 'names-cache', 'cache-drop', 'redis', 'redis-garbage'],
  ...['broken-requests', 'conventions', 'cors', 'addressing', 'aliases', 'sign-in', 'spellings'],
  ...['reference-page', 'openapi', 'operations', 'rate-limits', 'log', 'console-files', 'workshop'],
].map((name) => `server/test/${name}.test.ts`);

// Statements that other stories send to PostgreSQL 15 already, with other values: they are left to
// `npm run test:postgres15`.
const SAME_SQL = [
  ...['export', 'live-limits', 'seed-timeslots', 'standing-alone', 'backlog', 'bodies'],
  ...['other-bodies', 'directory-lists', 'vehicle-list', 'move-asking', 'move-reminder'],
  ...['edit-rights', 'edit-secrets', 'edit-parties', 'idempotency-answers', 'idempotency-races'],
  ...['history-changes', 'slot-preview-refusals', 'slot-list', 'reminder-races', 'visibility'],
  ...['reports', 'available-slots', 'bulk-create', 'adoption-dirty-rows', 'adoption-sweep'],
  ...['adoption-ownership', 'adoption-moves', 'workshop', 'calendar', 'traps', 'versions'],
  ...['edit-status', 'idempotency', 'idempotency-keys', 'assign', 'reschedule', 'edit'],
].map((name) => `server/test/${name}.test.ts`);

const postgres15 = findPostgres15();
const leftOutOf15 = process.env.POSTGRES15 === 'every' ? [] : SAME_SQL;

const rules: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'rules',
    isolate: false,
    include: ['server/src/**/*.test.ts', 'sdk/**/*.test.ts', 'console/src/**/*.test.ts'],
  },
};

const UNDER_LOAD = ['slow-callers', 'service-killed', 'database-killed', 'rolling-restart'].map(
  (name) => `server/test/processes/${name}.test.ts`,
);

// Callers in a hurry, who look at the clock: two files share the machine and no more.
const underLoad: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'under-load',
    include: UNDER_LOAD,
    globalSetup: [BUILD, CLUSTER],
    maxWorkers: 2,
    sequence: { groupOrder: 1 },
  },
};

// Faults upon faults, and every caller is watched.
const tortureRun: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'torture-run',
    include: [TORTURE_RUN],
    globalSetup: CLUSTER,
    maxWorkers: 1,
    sequence: { groupOrder: 2 },
  },
};

// What waits more than it works, three files at a time: the rest of the processes, the parts of
// the torture programme, and people's ways through the console in a real browser.
const WAITING = { maxWorkers: 3, sequence: { groupOrder: 3 } };

const processes: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'processes',
    include: [PROCESSES, EMBEDDED],
    exclude: ['**/node_modules/**', ...UNDER_LOAD],
    globalSetup: [BUILD, CLUSTER],
    ...WAITING,
  },
};

const torture: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'torture',
    include: [TORTURE],
    exclude: ['**/node_modules/**', TORTURE_RUN],
    globalSetup: CLUSTER,
    ...WAITING,
  },
};

const journeys: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'journeys',
    include: ['console/test/**/*.test.ts'],
    globalSetup: './console/test/support/build.ts',
    ...WAITING,
  },
};

const tools: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: 'tools', include: TOOLS },
};

const stories18: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'stories-18',
    isolate: false,
    include: ['server/test/**/*.test.ts'],
    exclude: NOT_STORIES,
    globalSetup: [BUILD, CLUSTER],
  },
};

// The oldest PostgreSQL that is supported runs the same stories, each on its own cluster.
const stories15: TestProjectInlineConfiguration = {
  extends: true,
  test:
    postgres15 === undefined
      ? { name: 'stories-15', include: ['server/test/support/postgres-15-is-missing.test.ts'] }
      : {
          name: 'stories-15',
          isolate: false,
          include: ['server/test/**/*.test.ts'],
          exclude: [...NOT_STORIES, ...WITHOUT_SQL, ...leftOutOf15],
          globalSetup: [BUILD, CLUSTER],
          provide: { postgresBinaries: postgres15 },
        },
};

const door: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: 'door', isolate: false, include: [DOOR], globalSetup: CLUSTER },
};

export default defineConfig({
  test: {
    pool: 'forks',
    // Stories wait for clocks, peers and locks much of their time. What they import has no state that
    // one could leave to the next, so most projects read it once (`isolate: false`).
    maxWorkers: 4,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', './scripts/plain-summary-reporter.mjs'],
    projects: [
      ...[rules, tools, stories18, stories15, door],
      ...[underLoad, tortureRun, processes, torture, journeys],
    ],
  },
});
