import { expect, test } from 'vitest';
import { processStore } from '../../src/platform/key-value-store.ts';
import { useWorld } from '../support/world.ts';
import { POLLUTION } from './corpus/pollution.ts';
import { CALM, faultsOfCases } from './corpus/send-cases.ts';

const world = useWorld({ names: processStore() });

const PROTOTYPES = [Object.prototype, Array.prototype, Function.prototype, String.prototype];

/** Every property of the built-in prototypes with what it is, as they are now. */
function properties(): Map<string, readonly unknown[]> {
  return new Map(
    PROTOTYPES.flatMap((prototype) =>
      Reflect.ownKeys(prototype).map((key) => {
        const { value, get, set } = Object.getOwnPropertyDescriptor(prototype, key) ?? {};
        return [`${prototype.constructor.name}.${String(key)}`, [value, get, set]] as const;
      }),
    ),
  );
}

/** The names of properties that have come, gone or changed. */
function changedSince(before: ReturnType<typeof properties>): string[] {
  const now = properties();
  return [...new Set([...before.keys(), ...now.keys()])].filter((name) => {
    const [old, current] = [before.get(name), now.get(name)];
    return !old?.every((part, index) => Object.is(part, current?.[index]));
  });
}

test('C22 nothing that is sent changes the prototype of all objects', CALM, async () => {
  const before = properties();
  expect(await faultsOfCases(world, POLLUTION)).toEqual([]);
  expect(changedSince(before)).toEqual([]);
  const inherited = [];
  for (const key in {}) inherited.push(key);
  expect(inherited).toEqual([]);
});

test('a changed prototype is noticed', () => {
  const before = properties();
  try {
    Object.defineProperty(Object.prototype, 'polluted', { value: true, configurable: true });
    expect(changedSince(before)).toEqual(['Object.polluted']);
  } finally {
    Reflect.deleteProperty(Object.prototype, 'polluted');
  }
});
