import { describe, expect, it } from 'vitest';
import { overlaps, type Span } from '../time/spans.ts';
import { inLanes, lanesNeeded } from './lanes.rules.ts';

const span = (start: number, end: number): Span => ({ start, end });

function laidOut(...spans: Span[]): string[] {
  return inLanes(spans, (each) => each).map(
    ({ of, lane, lanes, wide }) => `${of.start}-${of.end}: ${lane}+${wide} of ${lanes}`,
  );
}

describe('overlaps', () => {
  it.each([
    [span(0, 10), span(5, 15), true],
    [span(0, 10), span(10, 20), false],
    [span(0, 30), span(10, 20), true],
    [span(10, 20), span(0, 10), false],
  ])('%o and %o: %s', (one, other, expected) => {
    expect(overlaps(one, other)).toBe(expected);
    expect(overlaps(other, one)).toBe(expected);
  });
});

describe('inLanes', () => {
  it('gives the whole width to what stands alone, and to what follows', () => {
    expect(laidOut(span(0, 60), span(60, 120))).toEqual(['0-60: 0+1 of 1', '60-120: 0+1 of 1']);
  });

  it('puts what overlaps side by side, the longer one first', () => {
    expect(laidOut(span(0, 30), span(0, 60))).toEqual(['0-60: 0+1 of 2', '0-30: 1+1 of 2']);
  });

  it('uses a lane again once it is free', () => {
    expect(laidOut(span(0, 90), span(0, 30), span(30, 60))).toEqual([
      '0-90: 0+1 of 2',
      '0-30: 1+1 of 2',
      '30-60: 1+1 of 2',
    ]);
  });

  it('lets a card fill the lanes that nobody beside it needs', () => {
    expect(laidOut(span(0, 90), span(0, 30), span(10, 30), span(40, 90))).toEqual([
      '0-90: 0+1 of 3',
      '0-30: 1+1 of 3',
      '10-30: 2+1 of 3',
      '40-90: 1+2 of 3',
    ]);
  });

  it('counts the lanes of each group alone', () => {
    const lanes = inLanes([span(0, 30), span(0, 30), span(30, 60)], (each) => each);
    expect(lanes.map((each) => each.lanes)).toEqual([2, 2, 1]);
    expect(lanesNeeded(lanes)).toBe(2);
    expect(lanesNeeded([])).toBe(1);
  });

  it('never lays one card over another, whatever comes', () => {
    const spans = Array.from({ length: 120 }, (_, n) => {
      const start = ((n * 37) % 32) * 15;
      return span(start, start + 15 * (1 + ((n * 7) % 8)));
    });
    const lanes = inLanes(spans, (each) => each);
    expect(lanes).toHaveLength(spans.length);
    for (const [at, one] of lanes.entries()) {
      expect(one.lane + one.wide).toBeLessThanOrEqual(one.lanes);
      for (const other of lanes.slice(at + 1)) {
        if (!overlaps(one.of, other.of)) continue;
        const isApart = one.lane + one.wide <= other.lane || other.lane + other.wide <= one.lane;
        expect(isApart, `${JSON.stringify(one)} ${JSON.stringify(other)}`).toBe(true);
      }
    }
  });
});
