import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowed, plants } from './support/architecture-plants.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const RULES = '.dependency-cruiser.cjs';

interface Cruise {
  readonly summary: {
    readonly violations: readonly { from: string; to: string; rule: { name: string } }[];
    readonly totalCruised: number;
  };
  readonly modules: readonly { source: string }[];
}

interface Ruleset {
  readonly forbidden: readonly { name: string; comment?: string; severity?: string }[];
}

function cruise(folder: string): Cruise {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const run = spawnSync(
    process.execPath,
    [program, '--config', RULES, '--output-type', 'json', 'server/src'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  if (run.error !== undefined) throw run.error;
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser said: ${run.stderr}`);
  return JSON.parse(run.stdout);
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(folder, 'server/src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `server/src/${file.replaceAll('\\', '/')}`);
}

function isOfSource(module: { source: string }): boolean {
  return module.source.startsWith('server/src/');
}

const ruleset: Ruleset = createRequire(import.meta.url)(join(ROOT, RULES));
const ruleNames = [...new Set(ruleset.forbidden.map((rule) => rule.name))].sort();

describe('the source as it is', () => {
  const files = sourceFiles(ROOT);
  let real: Cruise;
  beforeAll(() => {
    real = cruise(ROOT);
  });

  // With a TypeScript that has no compiler API (7.0) the checker reads no file and reports success.
  test('every file is read by the checker', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(
      real.modules
        .filter(isOfSource)
        .map((module) => module.source)
        .sort(),
    ).toEqual(expect.arrayContaining(files.sort()));
    expect(real.summary.totalCruised).toBeGreaterThanOrEqual(files.length);
  });

  test('no import breaks a rule', () => {
    const broken = real.summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`);
    expect(broken).toEqual([]);
  });

  test('every rule says why and stops the check', () => {
    const weak = ruleset.forbidden.filter(
      (rule) => rule.severity !== 'error' || (rule.comment ?? '').length < 30,
    );
    expect(weak).toEqual([]);
  });
});

describe('planted violations', () => {
  const copy = mkdtempSync(join(tmpdir(), 'architecture-'));
  let found: string[] = [];

  beforeAll(() => {
    for (const path of [RULES, 'package.json', 'server/package.json', 'server/src'])
      cpSync(join(ROOT, path), join(copy, path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
    for (const files of [...plants.map((plant) => plant.files), allowed]) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(copy, path)), { recursive: true });
        writeFileSync(join(copy, path), text);
      }
    }
    found = cruise(copy).summary.violations.map((v) => `${v.rule.name}: ${v.from}`);
  });

  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  test.each(plants)('$rule finds $what', ({ rule, culprit }) => {
    expect(found).toContain(`${rule}: server/src/${culprit}`);
  });

  test('there is a plant for every rule', () => {
    expect([...new Set(plants.map((plant) => plant.rule))].sort()).toEqual(ruleNames);
  });

  test('what the rules allow is not reported', () => {
    expect(found.filter((violation) => violation.includes('allowed-'))).toEqual([]);
  });
});
