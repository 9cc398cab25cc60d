import { expect, test } from 'vitest';
import { check } from '../checker/check.ts';
import { goodStory } from '../checker/good-story.ts';
import { tellStory } from '../checker/story.ts';
import { timelineOf } from '../checker/timeline.ts';
import { demandsOn, unmet } from '../checker/vacuity.ts';
import { faultFigures } from './outages.ts';
import { conclusionOf, reportOf } from './report.ts';

const SECOND = 1_000_000_000;

test('an outage is the longest time without a success after the fault began', () => {
  const story = tellStory();
  const id = story.book();
  for (let count = 0; count < 3; count += 1)
    story.ask({ operation: 'read_stats' }, { status: 200 });
  story.change(id, 'confirm', { status: 'confirmed' });
  story.change(id, 'start', { status: 'in_progress' });
  const at = 1.9 * SECOND;
  const faults = [{ fault: 'kill-server', stage: 'injected', epoch: 1, at } as const];
  // The booking was answered at 1.4 s, the confirmation at 5.4 s, the start a second later.
  expect(faultFigures({ ...story.evidence(), faults })).toEqual([
    { fault: 'kill-server', times: 1, longestOutageMs: 3_500 },
  ]);
});

test('a run that has tried too little is invalid, however well it went', () => {
  const timeline = timelineOf(goodStory().story.evidence());
  const demands = demandsOn(timeline, { operations: 20_000, faults: 12 });
  expect(unmet(demands).map(({ what }) => what)).toEqual([
    'operations',
    'bookings that were acknowledged',
    'refusals',
    'bookings that took a last place',
    'waiting moves that were overtaken',
    'kinds of operation that succeeded',
    'kinds of fault',
    'operations left in doubt',
  ]);
});

test('the report tells the seed, how to run it again, and the entries that show a violation', () => {
  const { story } = goodStory();
  story.book({ scheduled_time: '10:30:00' });
  const verdict = check(story.evidence());
  const run = {
    ...{ seed: 77, replay: 'npm run torture -- --seed 77', seconds: 1, verdict },
    ...{ demands: [], incidents: [] },
  };
  const report = reportOf(run);
  expect(report).toContain('seed 77');
  expect(report).toContain('npm run torture -- --seed 77');
  expect(report).toContain('I6 BROKEN: the customer customer-amy is booked twice');
  expect(conclusionOf(run, [])).toMatch(/^BROKEN/);
});
