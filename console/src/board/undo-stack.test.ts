import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createUndoStack } from './undo-stack.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function stacked() {
  const stack = createUndoStack();
  const done: string[] = [];
  const undoOf = (id: string, name = id) => ({ id, run: () => void done.push(name) });
  return { stack, done, undoOf };
}

test('moves are taken back one after the other, the newest first, each once', () => {
  const { stack, done, undoOf } = stacked();
  stack.add(undoOf('a'), 8);
  stack.add(undoOf('b'), 8);
  for (let press = 0; press < 3; press += 1) stack.runLast();
  expect(done).toEqual(['b', 'a']);
});

test('a move whose time is over stays, the later ones can still be taken back', () => {
  const { stack, done, undoOf } = stacked();
  stack.add(undoOf('a'), 8);
  vi.advanceTimersByTime(5_000);
  stack.add(undoOf('b'), 8);
  vi.advanceTimersByTime(4_000);
  stack.runLast();
  stack.runLast();
  expect(done).toEqual(['b']);
});

test('what was taken back by its notice is not taken back again', () => {
  const { stack, done, undoOf } = stacked();
  const second = undoOf('b');
  stack.add(undoOf('a'), 8);
  stack.add(second, 8);
  stack.run(second);
  stack.runLast();
  expect(done).toEqual(['b', 'a']);
});

test('an appointment can lose every way back, the others keep theirs', () => {
  const { stack, done, undoOf } = stacked();
  stack.add(undoOf('a', 'first of a'), 8);
  stack.add(undoOf('b'), 8);
  stack.add(undoOf('a', 'second of a'), 8);
  stack.removeOf('a');
  stack.runLast();
  stack.runLast();
  expect(done).toEqual(['b']);
});
