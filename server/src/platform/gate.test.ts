import { expect, test } from 'vitest';
import { openGate } from './gate.ts';

/** A gate with a clock that the test moves. */
function gateAt() {
  const told: string[] = [];
  const clock = { now: 0 };
  const gate = openGate({
    now: () => clock.now,
    onShut: () => told.push('shut'),
    onOpen: () => told.push('open'),
  });
  const fail = (times: number): void => {
    for (let time = 0; time < times; time += 1) gate.failed();
  };
  return { gate, fail, told, clock };
}

test('five failures in a row shut it, and an answer in between does not let them add up', () => {
  const { gate, fail, told } = gateAt();
  fail(4);
  gate.answered();
  fail(4);
  expect(gate.admits()).toBe(true);
  fail(1);
  expect(gate.admits()).toBe(false);
  expect(told).toEqual(['shut']);
});

test('while it is shut, one call a second goes out, whether or not the last has come back', () => {
  const { gate, fail, clock } = gateAt();
  fail(5);
  let admitted = 0;
  for (clock.now = 10; clock.now <= 60_000; clock.now += 10) if (gate.admits()) admitted += 1;
  expect(admitted).toBe(60);
});

test('it is never shut for more than a second to a service that is back', () => {
  const { gate, fail, clock } = gateAt();
  fail(5);
  clock.now = 1_000;
  expect(gate.admits()).toBe(true);
  gate.failed();
  clock.now = 1_999;
  expect(gate.admits()).toBe(false);
  clock.now = 2_000;
  expect(gate.admits()).toBe(true);
});

test('one answer opens it', () => {
  const { gate, fail, told } = gateAt();
  fail(7);
  gate.answered();
  expect([gate.admits(), gate.admits()]).toEqual([true, true]);
  expect(told).toEqual(['shut', 'open']);
});
