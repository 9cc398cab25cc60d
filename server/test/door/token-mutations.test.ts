import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { SECRET, useWorld } from '../support/world.ts';
import { bearer } from './token-attacks.ts';
import { knock, type WireAnswer } from './token-door.ts';
import { platformToken, soundClaims } from './token-forge.ts';

/** One byte of a sound token changed, put in or left out: nothing but the token itself is accepted. */
const world = useWorld();

const MUTATIONS = 1_000;
const AT_ONCE = 8;

let port: number;
beforeAll(async () => {
  await world.app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = world.app.server.address() as AddressInfo);
});

interface Mutation {
  readonly kind: 'changed' | 'put in' | 'left out';
  readonly at: number;
  readonly byte: number;
}

const TOKEN = platformToken(
  { secret: SECRET, published: [], own: [], ownKeySet: '' },
  soundClaims({ exp: 4_102_444_800, iat: 1_700_000_000 }),
);

function mutated({ kind, at, byte }: Mutation): string {
  const letter = String.fromCharCode(byte);
  if (kind === 'changed') return TOKEN.slice(0, at) + letter + TOKEN.slice(at + 1);
  if (kind === 'put in') return TOKEN.slice(0, at) + letter + TOKEN.slice(at);
  return TOKEN.slice(0, at) + TOKEN.slice(at + 1);
}

/** Blanks at the ends of a header belong to nobody (RFC 9110, 5.5), so they change nothing. */
function isTheTokenItself(text: string): boolean {
  return text.replaceAll(/^[ \t]+|[ \t]+$/g, '') === TOKEN;
}

/** Refused as a token, or by the parser where a header must not hold the byte. */
function isRefused({ status, headers }: WireAnswer): boolean {
  return status === 400 || (status === 401 && headers.get('www-authenticate') !== undefined);
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('changed', 'put in', 'left out'),
  at: fc.nat(TOKEN.length - 1),
  // Half of them letters that a token may have, for those go furthest.
  byte: fc.oneof(
    fc.nat(255),
    fc.constantFrom(...'ABCXYZabcxyz0189-_.=+/').map((letter) => letter.charCodeAt(0)),
  ),
});

test('a thousand mutations of a sound token are refused, unless they are the token', async () => {
  expect((await knock(port, bearer(TOKEN))).status).toBe(200);
  await fc.assert(
    fc.asyncProperty(
      fc.array(mutation, { minLength: AT_ONCE, maxLength: AT_ONCE }),
      async (mutations) => {
        const texts = mutations.map(mutated);
        const answers = await Promise.all(texts.map((text) => knock(port, bearer(text))));
        const accepted = texts.filter((text, index) => {
          const answer = answers[index];
          return answer === undefined || isRefused(answer) === isTheTokenItself(text);
        });
        expect(accepted).toEqual([]);
      },
    ),
    { numRuns: MUTATIONS / AT_ONCE },
  );
});

test('every other last letter of a token is refused', async () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const others = [...letters].filter((letter) => !TOKEN.endsWith(letter));
  const accepted = [];
  for (const letter of others) {
    const answer = await knock(port, bearer(TOKEN.slice(0, -1) + letter));
    if (!isRefused(answer)) accepted.push(letter);
  }
  expect(others).toHaveLength(63);
  expect(accepted).toEqual([]);
});
