import { pino } from 'pino';
import { expect, test } from 'vitest';
import { processStore } from '../../src/platform/key-value-store.ts';
import { useWorld } from '../support/world.ts';
import { CHANGE_HEADERS } from './corpus/change-headers.ts';
import { HEADERS } from './corpus/headers.ts';
import { CALM, faultsOfCases } from './corpus/send-cases.ts';

const written: string[] = [];
const log = pino({ level: 'debug' }, { write: (text: string) => void written.push(text) });
const world = useWorld({ names: processStore(), log });

test('C18 headers that callers make up change neither the answer nor the log', CALM, async () => {
  expect(await faultsOfCases(world, HEADERS)).toEqual([]);

  const routed = HEADERS.filter(({ path }) => !path.includes('%zz'));
  expect(written.length).toBeGreaterThanOrEqual(routed.length);
  for (const text of written) {
    // One entry, one line: nothing that was sent ends one and begins another.
    expect(text.trimEnd().split(/[\r\n\u2028\u2029]/)).toHaveLength(1);
    expect(JSON.parse(text)).toMatchObject({ level: expect.any(Number), msg: expect.any(String) });
    expect(text).not.toMatch(/Bearer|eyJ|forged|sessionid/i);
  }
});

test(
  'C17 what callers write into the headers of a change is checked like a body',
  CALM,
  async () => {
    expect(await faultsOfCases(world, CHANGE_HEADERS)).toEqual([]);
  },
);
