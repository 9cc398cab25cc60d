import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countOf } from './counts.ts';
import { certain, type Period, possible } from './periods.ts';
import { timeSlices } from './time-slices.ts';

const SECOND = 1e9;
const moment = fc.integer({ min: 0, max: 40 });

/** Something that began and ended at moments that are known only within bounds. */
const period = fc.tuple(moment, moment, moment, moment).map(([a, b, c, d]) => {
  const [first = 0, second = 0, third = 0, fourth = 0] = [a, b, c, d].sort((x, y) => x - y);
  return {
    ...({ id: 'x', fields: {} } as Pick<Period, 'id' | 'fields'>),
    from: { earliest: first * SECOND, latest: third * SECOND },
    until: { earliest: second * SECOND, latest: fourth * SECOND },
  };
});
const window = fc
  .tuple(moment, moment)
  .map(([a, b]) => ({ start: Math.min(a, b) * SECOND, end: Math.max(a, b) * SECOND }));

test('sorted edges count as many as may be, and never more than must be', () => {
  fc.assert(
    fc.property(fc.array(period), window, (periods, at) => {
      const { least, most } = countOf(periods).within(at);
      expect(most).toBe(periods.filter((one) => possible(one, at)).length);
      expect(least).toBeLessThanOrEqual(periods.filter((one) => certain(one, at)).length);
    }),
  );
});

test('no slice of time misses what may have been so within it', () => {
  fc.assert(
    fc.property(fc.array(period), window, (periods, at) => {
      const slices = timeSlices<Period>(40 * SECOND);
      for (const one of periods) slices.add(one, one);
      const found = new Set(slices.within(at));
      for (const one of periods) if (possible(one, at)) expect(found.has(one)).toBe(true);
    }),
  );
});
