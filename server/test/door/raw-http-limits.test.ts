import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { processStore } from '../../src/platform/key-value-store.ts';
import { nth } from '../support/people.ts';
import { useWorld } from '../support/world.ts';
import { faultsOf, faultsOfRefusal } from './corpus/answer-oracle.ts';
import { LIMIT_CASES, type LimitCase } from './corpus/wire-limits.ts';
import { PATH } from './corpus/wire-parts.ts';
import { exchange } from './raw-http-socket.ts';

const world = useWorld({ names: processStore() });

/** What is too large is not read to its end, so that nothing can follow it. */
const CLOSING = [413, 431];

let port: number;
let token: string;

beforeAll(async () => {
  await world.app.listen({ port: 0, host: '127.0.0.1' });
  port = (world.app.server.address() as AddressInfo).port;
  token = await world.platform.accessToken(nth(world.people.admins, 0).user_id);
});

function head({ method = 'POST', path, anonymous }: LimitCase, lines: readonly string[]): string {
  const known = anonymous === true ? [] : [`Authorization: Bearer ${token}`];
  return `${[`${method} ${path} HTTP/1.1`, 'Host: a', ...known, ...lines].join('\r\n')}\r\n\r\n`;
}

/** The header block filled with one more header up to an exact size. */
function filled(one: LimitCase, size: number): string {
  const missing = size - head(one, [...one.headers, 'X-Fill: ']).length;
  return head(one, [...one.headers, `X-Fill: ${'x'.repeat(Math.max(0, missing))}`]);
}

describe('C10 what is at its limit or beyond is answered by its size', () => {
  test.each(LIMIT_CASES)('$what', async (one) => {
    const headers =
      one.headerBytes === undefined ? head(one, one.headers) : filled(one, one.headerBytes);
    const sent = headers + (one.body ?? '');
    const { answers, closed } = await exchange(port, sent, { closing: CLOSING });
    expect(answers).toHaveLength(1);
    const { status, headers: told, text } = nth(answers, 0);
    expect(one.status).toContain(status);
    const faults =
      status === 431 || one.unreadable === true
        ? faultsOfRefusal(status, JSON.parse(text))
        : faultsOf({ method: one.method ?? 'POST', status, headers: told, text });
    expect(faults).toEqual([]);
    if (CLOSING.includes(status)) expect(closed).toBe(true);
  });

  test('what is refused for its size has stopped nobody else', async () => {
    const asked = { what: '', method: 'GET', path: PATH, headers: [], status: [200] } as const;
    const { answers } = await exchange(port, head(asked, []));
    expect(nth(answers, 0).status).toBe(200);
  });
});
