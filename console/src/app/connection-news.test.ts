import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ConnectionNews, watchConnection } from './connection-news.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched(isOffline = false) {
  const said: ConnectionNews[] = [];
  const onConnected = vi.fn();
  const watch = watchConnection({
    onNews: (news) => said.push(news),
    onConnected,
    isOffline: () => isOffline,
  });
  return { said, onConnected, ...watch };
}

test('a first connection is no news', () => {
  const { tell, said, onConnected } = watched();
  tell(true);
  tell(true);
  expect(said).toEqual([]);
  expect(onConnected).toHaveBeenCalledTimes(1);
});

test('a stream that is back within two seconds is no news, but a new connection', () => {
  const { tell, said, onConnected } = watched();
  tell(true);
  tell(false);
  vi.advanceTimersByTime(1_500);
  tell(true);
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([]);
  expect(onConnected).toHaveBeenCalledTimes(2);
});

test('a loss that lasts is said once, however often it is tried in vain', () => {
  const { tell, said } = watched();
  tell(true);
  tell(false);
  vi.advanceTimersByTime(1_000);
  tell(false);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(said).toEqual(['lost']);
  tell(false);
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual(['lost']);
});

test('a browser without a network is believed at once', () => {
  const { tell, said } = watched(true);
  tell(true);
  tell(false);
  expect(said).toEqual(['lost']);
});

test('a return is said for four seconds', () => {
  const { tell, said } = watched(true);
  tell(true);
  tell(false);
  tell(true);
  tell(true);
  vi.advanceTimersByTime(3_900);
  expect(said).toEqual(['lost', 'found']);
  vi.advanceTimersByTime(200);
  expect(said).toEqual(['lost', 'found', undefined]);
});

test('whoever never was connected has lost nothing', () => {
  const { tell, said } = watched();
  tell(false);
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([]);
});

test('nothing is said after the end', () => {
  const { tell, stop, said } = watched();
  tell(true);
  tell(false);
  stop();
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([]);
});
