import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { findPostgres15 } from './server/test/support/system-postgres.ts';

const CLUSTER = './server/test/support/cluster.ts';
const PROCESSES = 'server/test/processes/**/*.test.ts';

// Tests of the tools and the frame: they need no database, or start their own.
const TOOLS = ['architecture', 'embedded-postgres', 'demo-platform', 'config', 'image'].map(
  (name) => `server/test/${name}*.test.ts`,
);
// What strangers send: thousands of requests that need not be sent to every PostgreSQL.
const DOOR = 'server/test/door/**/*.test.ts';
const TORTURE = 'server/test/torture/**/*.test.ts';
const NOT_STORIES = [
  '**/node_modules/**',
  'server/test/support/**',
  PROCESSES,
  DOOR,
  TORTURE,
  ...TOOLS,
];

const postgres15 = findPostgres15();

const rules: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: 'rules', include: ['server/src/**/*.test.ts'] },
};

const tools: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: 'tools', include: TOOLS },
};

const stories18: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'stories-18',
    include: ['server/test/**/*.test.ts'],
    exclude: NOT_STORIES,
    globalSetup: CLUSTER,
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
          include: ['server/test/**/*.test.ts'],
          exclude: NOT_STORIES,
          globalSetup: CLUSTER,
          provide: { postgresBinaries: postgres15 },
        },
};

const door: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: 'door', include: [DOOR], globalSetup: CLUSTER },
};

const torture: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'torture',
    include: [TORTURE],
    globalSetup: CLUSTER,
    fileParallelism: false,
    sequence: { groupOrder: 2 },
  },
};

// Real server processes compete for the two cores and are killed on purpose: one file at a time.
const processes: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'processes',
    include: [PROCESSES],
    globalSetup: CLUSTER,
    fileParallelism: false,
    sequence: { groupOrder: 1 },
  },
};

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', './scripts/plain-summary-reporter.mjs'],
    projects: [rules, tools, stories18, stories15, door, processes, torture],
  },
});
