import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const RULES = '.dependency-cruiser.console.cjs';

const { forbidden }: { forbidden: readonly { name: string; severity: string }[] } = createRequire(
  import.meta.url,
)(join(ROOT, RULES));

/** For every rule a file that breaks it, and what it imports. */
const PLANTS: readonly (readonly [rule: string, culprit: string, target: string])[] = [
  ...['board', 'work', 'lists', 'insights', 'time-slots', 'appointments'].map(
    (room) =>
      [
        `console-one-way-${room}`,
        `console/src/${room}/planted.ts`,
        'console/src/app/x.ts',
      ] as const,
  ),
  ['console-one-way-board', 'console/src/board/neighbour.ts', 'console/src/lists/x.ts'],
  ['console-one-way-app', 'console/src/app/planted.ts', 'console/src/nowhere/x.ts'],
  [
    'console-one-way-availability',
    'console/src/availability/planted.ts',
    'console/src/history/x.ts',
  ],
  ['console-one-way-history', 'console/src/history/planted.ts', 'console/src/appointments/x.ts'],
  ['console-one-way-ui', 'console/src/ui/planted.ts', 'console/src/appointments/x.ts'],
  ['console-one-way-ground', 'console/src/time/planted.ts', 'console/src/ui/x.ts'],
  ['console-has-rooms', 'console/src/nowhere/planted.ts', 'console/src/ui/x.ts'],
  ['buildings-meet-at-the-border', 'console/src/app/server.ts', 'server/src/x.ts'],
  ['the-sdk-knows-no-console', 'sdk/src/planted.ts', 'console/src/ui/x.ts'],
  ['the-console-speaks-through-its-api', 'console/src/ui/client.ts', 'sdk/src/client.ts'],
  ['no-cycle-in-the-console', 'console/src/ui/back.ts', 'console/src/ui/circle.ts'],
];

const copy = mkdtempSync(join(tmpdir(), 'architecture-console-'));
let found: string[] = [];

beforeAll(() => {
  for (const path of [RULES, 'package.json']) cpSync(join(ROOT, path), join(copy, path));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  for (const [, culprit, target] of PLANTS) {
    const up = '../'.repeat(culprit.split('/').length - 1);
    write(culprit, `import '${up}${target}';\n`);
    write(target, target.endsWith('circle.ts') ? "import './back.ts';\n" : 'export const x = 1;\n');
  }
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const run = spawnSync(
    process.execPath,
    [program, '--config', RULES, '--output-type', 'json', 'sdk/src', 'console/src'],
    { cwd: copy, encoding: 'utf8' },
  );
  const { summary } = JSON.parse(run.stdout) as {
    summary: { violations: { rule: { name: string }; from: string }[] };
  };
  found = summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), text);
}

test.each(PLANTS)('%s finds %s', (rule, culprit) => {
  expect(found).toContain(`${rule}: ${culprit}`);
});

test('there is a plant for every rule, and every rule stops the check', () => {
  expect([...new Set(PLANTS.map(([rule]) => rule))].sort()).toEqual(
    forbidden.map(({ name }) => name).sort(),
  );
  expect(forbidden.filter(({ severity }) => severity !== 'error')).toEqual([]);
});
