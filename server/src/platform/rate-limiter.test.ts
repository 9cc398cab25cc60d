import { expect, test } from 'vitest';
import { openRateLimiter } from './rate-limiter.ts';

const clock = (text: string) => (): Date => new Date(text);

test('the limit of a window is used up one by one, and the next is too many', async () => {
  const limiter = openRateLimiter(clock('2026-11-25T08:00:15Z'));
  const seen = [await limiter('ada', 2), await limiter('ada', 2), await limiter('ada', 2)];
  expect(seen).toEqual([
    { limit: 2, remaining: 1, reset: 45, exceeded: false },
    { limit: 2, remaining: 0, reset: 45, exceeded: false },
    { limit: 2, remaining: 0, reset: 45, exceeded: true },
  ]);
});

test('each key has a limit of its own, and each minute a new one', async () => {
  let now = '2026-11-25T08:00:59.900Z';
  const limiter = openRateLimiter(() => new Date(now));
  expect(await limiter('ada', 1)).toMatchObject({ exceeded: false, reset: 1 });
  expect(await limiter('bo', 1)).toMatchObject({ exceeded: false });
  expect(await limiter('ada', 1)).toMatchObject({ exceeded: true });
  now = '2026-11-25T08:01:00Z';
  expect(await limiter('ada', 1)).toMatchObject({ exceeded: false, reset: 60 });
});

test('what all processes count together decides', async () => {
  const limiter = openRateLimiter(clock('2026-11-25T08:00:00Z'), async () => 5);
  expect(await limiter('ada', 4)).toMatchObject({ remaining: 0, exceeded: true });
  expect(await limiter('ada', 6)).toMatchObject({ remaining: 1, exceeded: false });
});

test('while that cannot tell, this process counts for itself', async () => {
  let told: number | undefined = 1;
  const limiter = openRateLimiter(clock('2026-11-25T08:00:00Z'), async () => told);
  await limiter('ada', 2);
  told = undefined;
  expect(await limiter('ada', 2)).toMatchObject({ remaining: 0, exceeded: false });
  expect(await limiter('ada', 2)).toMatchObject({ exceeded: true });
});
