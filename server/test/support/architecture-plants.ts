/** An import that a rule must find; `culprit` is the importing file below server/src. */
export interface Plant {
  readonly rule: string;
  readonly what: string;
  readonly culprit: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Builds a plant of one file that imports others, which are created when given. */
function plant(rule: string, what: string, culprit: string, imports: string, ...targets: string[]) {
  const files: Record<string, string> = { [`server/src/${culprit}`]: `${imports}\n` };
  for (const target of targets) files[target] = 'export type A = string;\nexport const a = 1;\n';
  return { rule, what, culprit, files } satisfies Plant;
}

const src = (path: string): string => `server/src/${path}`;

/** At least one broken import for every rule of .dependency-cruiser.cjs. */
export const plants: readonly Plant[] = [
  plant(
    'one-way-adoption',
    'adoption importing the top',
    'adoption/planted-up.ts',
    `import '../demo/planted-target.ts';`,
    src('demo/planted-target.ts'),
  ),
  plant(
    'one-way-appointments',
    'appointments importing the top',
    'appointments/planted-up.ts',
    `import '../demo/planted-target.ts';`,
    src('demo/planted-target.ts'),
  ),
  plant(
    'one-way-time-slots',
    'time-slots importing appointments by a dynamic import',
    'time-slots/planted-up.ts',
    `export const later = import('../appointments/planted-target.errors.ts');`,
    src('appointments/planted-target.errors.ts'),
  ),
  plant(
    'one-way-availability',
    'availability importing appointments',
    'availability/planted-up.ts',
    `import { a } from '../appointments/planted-target.errors.ts';\nexport const b = a;`,
  ),
  plant(
    'one-way-availability',
    'a type-only import upwards',
    'availability/planted-type.ts',
    `import type { A } from '../time-slots/planted-target.errors.ts';\nexport type B = A;`,
    src('time-slots/planted-target.errors.ts'),
  ),
  plant(
    'one-way-availability',
    'an upward re-export of a type',
    'availability/planted-re-export.ts',
    `export type { A } from '../time-slots/planted-target.errors.ts';`,
  ),
  plant(
    'one-way-availability',
    'a rule test that looks upwards',
    'availability/planted.rules.test.ts',
    `import '../appointments/planted-target.errors.ts';`,
  ),
  plant(
    'one-way-history',
    'a neighbour importing its neighbour',
    'history/planted-sideways.ts',
    `import '../notifications/planted-target.errors.ts';`,
    src('notifications/planted-target.errors.ts'),
  ),
  plant(
    'one-way-notifications',
    'notifications importing the directory',
    'notifications/planted-sideways.ts',
    `import '../directory/planted-target.errors.ts';`,
    src('directory/planted-target.errors.ts'),
  ),
  plant(
    'one-way-directory',
    'the directory importing availability',
    'directory/planted-up.ts',
    `import '../availability/planted-target.errors.ts';`,
    src('availability/planted-target.errors.ts'),
  ),
  plant(
    'one-way-live',
    'the live stream importing the history',
    'live/planted-sideways.ts',
    `import '../history/planted-target.errors.ts';`,
    src('history/planted-target.errors.ts'),
  ),
  plant(
    'one-way-http',
    'http importing a feature',
    'http/planted-up.ts',
    `import '../directory/planted-target.errors.ts';`,
  ),
  plant(
    'one-way-platform',
    'platform importing config',
    'platform/planted-sideways.ts',
    `import type { Config } from '../config.ts';\nexport type B = Config;`,
    src('config.ts'),
  ),
  plant(
    'one-way-config',
    'config importing platform',
    'settings.ts',
    `import './platform/planted-target.ts';`,
    src('platform/planted-target.ts'),
  ),
  plant(
    'one-way-the-top',
    'the top importing a file of no room',
    'demo/planted-nowhere.ts',
    `import '../planted-nowhere.ts';`,
    src('planted-nowhere.ts'),
  ),
  plant(
    'every-file-has-a-room',
    'a file outside the rooms',
    'planted-room/planted.ts',
    `import '../platform/planted-target.ts';`,
  ),
  {
    rule: 'no-cycle',
    what: 'a cycle of types',
    culprit: 'platform/planted-cycle-a.ts',
    files: {
      [src('platform/planted-cycle-a.ts')]:
        `import type { B } from './planted-cycle-b.ts';\nexport type A = B | 1;\n`,
      [src('platform/planted-cycle-b.ts')]:
        `import type { A } from './planted-cycle-a.ts';\nexport type B = A[];\n`,
    },
  },
  plant(
    'no-test-in-src',
    'source importing a test helper',
    'platform/planted-test.ts',
    `import type { A } from '../../test/support/planted-target.ts';\nexport type B = A;`,
    'server/test/support/planted-target.ts',
  ),
  plant(
    'no-test-file-imported',
    'a rule importing a test',
    'history/planted-test.ts',
    `import './planted-target.rules.test.ts';`,
    src('history/planted-target.rules.test.ts'),
  ),
  plant(
    'no-unresolvable',
    'an import that leads nowhere',
    'platform/planted-nowhere.ts',
    `import './planted-missing.ts';`,
  ),
  plant(
    'only-declared-packages',
    'source importing a developer package',
    'platform/planted-dev.ts',
    `import { test } from 'vitest';\nexport const t = test;`,
  ),
  plant(
    'config-below-the-top-is-types-only',
    'a use case reading the settings by itself',
    'history/planted-config.ts',
    `import { loadConfig } from '../config.ts';\nexport const c = loadConfig;`,
  ),
  plant(
    'http-stays-at-the-door',
    'a use case importing http',
    'history/planted-http.ts',
    `import '../http/planted-target.ts';`,
    src('http/planted-target.ts'),
  ),
  plant(
    'schemas-stay-at-the-door',
    'a use case importing a schema',
    'history/planted-schema.ts',
    `import type { A } from './planted-target.schemas.ts';\nexport type B = A;`,
    src('history/planted-target.schemas.ts'),
  ),
  plant(
    'stores-serve-routes-and-use-cases',
    'http importing a store',
    'http/planted-store.ts',
    `import '../history/planted-target.store.ts';`,
    src('history/planted-target.store.ts'),
  ),
  plant(
    'nouns-adapters-and-demo-ask-no-store',
    'the demo importing the store of a feature',
    'demo/planted-store.ts',
    `import '../history/planted-target.store.ts';`,
  ),
  plant(
    'routes-are-opened-by-the-top',
    'a route importing another route',
    'history/planted-route.routes.ts',
    `import './planted-target.routes.ts';`,
    src('history/planted-target.routes.ts'),
  ),
  plant(
    'stores-judge-nothing',
    'a store calling a rule',
    'history/planted-rule.store.ts',
    `import { a } from './planted-target.rules.ts';\nexport const b = a;`,
    src('history/planted-target.rules.ts'),
  ),
  plant(
    'adapter-calls-no-use-case',
    'an adapter calling a use case',
    'notifications/notification-service.ts',
    `import { a } from './planted-other.ts';\nexport const b = a;`,
    src('notifications/planted-other.ts'),
  ),
  plant(
    'use-case-imports-no-use-case',
    'a use case importing another feature’s use case',
    'appointments/planted-use-case.ts',
    `import { a } from '../availability/planted-other.ts';\nexport const b = a;`,
    src('availability/planted-other.ts'),
  ),
  plant(
    'rules-are-pure',
    'a rule importing node:fs',
    'history/planted-node.rules.ts',
    `import { readFileSync } from 'node:fs';\nexport const read = readFileSync;`,
  ),
  plant(
    'rules-are-pure',
    'a rule importing an npm package',
    'history/planted-npm.rules.ts',
    `import { z } from 'zod';\nexport const s = z;`,
  ),
  plant(
    'nouns-and-errors-are-plain',
    'an error type importing the clock',
    'history/planted-clock.errors.ts',
    `import type { Clock } from '../platform/clock.ts';\nexport type C = Clock;`,
  ),
  plant(
    'one-home-for-sql',
    'pg in a routes file',
    'history/planted-sql.routes.ts',
    `import pg from 'pg';\nexport const p = pg;`,
  ),
  plant(
    'one-home-for-sql',
    'a type of kysely in a use case',
    'history/planted-sql-type.ts',
    `import type { Kysely } from 'kysely';\nexport type K = Kysely<object>;`,
  ),
  plant(
    'one-home-for-rabbitmq',
    'the broker’s client in the relay',
    'notifications/planted-amqp.ts',
    `import amqp from 'amqplib';\nexport const a = amqp;`,
  ),
  plant(
    'one-home-for-redis',
    'the Redis client in http',
    'http/planted-redis.ts',
    `import { createClient } from '@redis/client';\nexport const c = createClient;`,
  ),
  plant(
    'one-home-for-outgoing-http',
    'undici in a use case',
    'notifications/planted-undici.ts',
    `import { request } from 'undici';\nexport const r = request;`,
  ),
  plant(
    'one-home-for-fastify',
    'a type of fastify in a use case',
    'appointments/planted-fastify.ts',
    `import type { FastifyRequest } from 'fastify';\nexport type R = FastifyRequest;`,
  ),
];

/** Imports that the rules allow; none of these files may be reported. */
export const allowed: Readonly<Record<string, string>> = {
  [src('history/allowed-door.routes.ts')]:
    `import './planted-target.schemas.ts';\nimport './planted-target.store.ts';\n` +
    `import '../http/planted-target.ts';\nimport 'fastify';\n`,
  [src('history/allowed-wire.schemas.ts')]:
    `import './planted-target.schemas.ts';\nimport '../http/planted-target.ts';\nimport 'zod';\n`,
  [src('history/allowed-rows.store.ts')]:
    `import { sql } from 'kysely';\nimport type { A } from './planted-target.rules.ts';\n` +
    `export const s = sql<A>;\n`,
  [src('history/allowed-story.ts')]:
    `import './planted-target.store.ts';\nimport './planted-target.rules.ts';\nimport 'node:crypto';\n`,
  [src('history/allowed-table.rules.test.ts')]:
    `import { test } from 'vitest';\nimport './planted-target.rules.ts';\nexport const t = test;\n`,
};
