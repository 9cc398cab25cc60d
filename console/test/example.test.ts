import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samplePassword } from '../../server/src/demo/workshop/sample-people.ts';
import { carOwners, stored } from './support/diary.ts';
import { openWorkshop, type Workshop } from './support/workshop.ts';

const ROOT = resolve(import.meta.dirname, '../..');

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
}, 120_000);
afterAll(async () => await workshop.close());

// A program that is compiled as it starts: a busy machine is slow at that.
test('the example of the SDK books a car', { timeout: 240_000 }, async () => {
  const { email = '' } = carOwners(workshop)[0]?.person ?? {};
  const words = ['--import', 'tsx', 'sdk/examples/book.ts', workshop.url, email, samplePassword];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: ROOT });
  const [id = ''] = stdout.match(/^[0-9a-f-]{36}/) ?? [];
  expect(await stored(workshop, id)).toMatchObject({ status: 'pending' });
});
