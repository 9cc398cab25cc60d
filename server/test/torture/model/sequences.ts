import fc from 'fast-check';
import { assign, book, move, type OnJob, remove, reschedule } from './booking-steps.ts';
import { DAY, MOVES, type Move } from './diary.ts';
import { edit, replace } from './editing-steps.ts';
import { listJobs, readHistory, readJob, readOffers } from './reading-steps.ts';
import { AWAY } from './refusals.ts';
import { CONDITIONS, type Condition, type Who } from './shop.ts';
import {
  addSlot,
  changeSlot,
  type OnSlot,
  readSlot,
  removeSlot,
  type SlotWish,
} from './slot-steps.ts';
import type { Step } from './steps.ts';

const CUSTOMERS = 5;
const LONGEST = 60;

const customer = fc.nat(CUSTOMERS - 1);
const who: fc.Arbitrary<Who> = fc.oneof(
  { weight: 3, arbitrary: fc.constant('admin' as const) },
  { weight: 2, arbitrary: fc.constant('employee' as const) },
  { weight: 3, arbitrary: customer },
);
/** Of a dozen or so that there are in the end. */
const pick = fc.nat(7);
const twice = fc.nat(5).map((number) => number === 0);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 5, arbitrary: fc.constant('none' as const) },
  { weight: 3, arbitrary: fc.constantFrom(...CONDITIONS) },
);
/** Mostly a few hours of one morning, so that they meet; now and then anywhere, over midnight too. */
const start = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 36, max: 46 }).map((quarter) => quarter * 15) },
  { weight: 1, arbitrary: fc.nat(2 * 96 - 1).map((quarter) => quarter * 15) },
);
const minutes = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(30, 60, 60, 90, 120) },
  { weight: 1, arbitrary: fc.constantFrom(1, DAY) },
);
const employee = fc.constantFrom(0, 1, 1, 2, AWAY);
const maybeEmployee = fc.option(employee, { freq: 2 });

const onJob: fc.Arbitrary<OnJob> = fc.record({ who, pick, condition, twice });
/** By the workshop, for the most part: a job has to get through its whole life now and then. */
const atWork: fc.Arbitrary<OnJob> = fc.record({
  who: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('admin' as const, 'employee' as const) },
    { weight: 1, arbitrary: customer },
  ),
  pick: fc.nat(4),
  condition,
  twice,
});
const onSlot: fc.Arbitrary<OnSlot> = onJob;

const status = fc.constantFrom('pending' as const, ...Object.values(MOVES));
const notes = fc.constantFrom('One', 'Other');

const booking = fc
  .record({
    who,
    owner: customer,
    carOf: fc.option(customer, { nil: undefined, freq: 1 }),
    start,
    minutes,
    employee: maybeEmployee,
    status: fc.constantFrom(
      undefined,
      undefined,
      'pending' as const,
      'confirmed' as const,
      'completed' as const,
    ),
    past: fc.nat(15).map((number) => number === 0),
    twice,
    /** Customers mostly book for themselves. */
    forSelf: fc.nat(9).map((number) => number > 0),
    ownCar: fc.nat(9).map((number) => number > 0),
  })
  .map(({ forSelf, ownCar, carOf, ...wish }) => {
    const owner = forSelf && typeof wish.who === 'number' ? wish.who : wish.owner;
    return book({ ...wish, owner, carOf: ownCar ? owner : (carOf ?? owner) });
  });

const anEdit = fc.oneof(
  fc.constant({}),
  fc.record({ start }),
  fc.record({ start, employee: maybeEmployee }),
  fc.record({ minutes }),
  fc.record({ minutes, owner: customer }),
  fc.record({ employee: maybeEmployee }),
  fc.record({ owner: customer }),
  fc.record({ owner: customer, employee: maybeEmployee }),
  fc.record({ status }),
  fc.record({ status, internalNotes: notes }),
  fc.record({ customerNotes: notes }),
  fc.record({ internalNotes: notes }),
  fc.record({ customerNotes: notes, internalNotes: notes }),
);

const day = fc.nat(1);
const hour = fc.integer({ min: 7, max: 11 }).map((number) => number * 60);
const evening = fc.constantFrom(11 * 60, 12 * 60, 13 * 60, 18 * 60, DAY);
const places = fc.integer({ min: 0, max: 4 });
const open = fc.nat(7).map((number) => number > 0);
const slotWish = fc.record({ day, from: hour, to: evening, places, open });
const slotChange = fc.oneof(
  fc.record({ places }),
  fc.record({ open }),
  fc.record({ from: hour, to: evening }),
  fc.record({ to: evening }),
  fc.record({ day }),
  fc.constant({}),
) as fc.Arbitrary<SlotWish>;

const usual = fc.constantFrom('confirm' as const, 'start' as const, 'complete' as const);
const action: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: usual },
  { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(MOVES) as Move[])) },
);

const STEPS: readonly { weight: number; arbitrary: fc.Arbitrary<Step> }[] = [
  { weight: 8, arbitrary: booking },
  { weight: 9, arbitrary: fc.tuple(atWork, action).map(([on, to]) => move(on, to)) },
  { weight: 4, arbitrary: fc.tuple(onJob, start).map(([on, at]) => reschedule(on, at)) },
  { weight: 3, arbitrary: fc.tuple(onJob, employee).map(([on, by]) => assign(on, by)) },
  { weight: 4, arbitrary: fc.tuple(onJob, anEdit).map(([on, asked]) => edit(on, asked)) },
  { weight: 2, arbitrary: fc.tuple(onJob, anEdit).map(([on, asked]) => replace(on, asked)) },
  { weight: 1, arbitrary: onJob.map(remove) },
  {
    weight: 2,
    arbitrary: fc.tuple(who, slotWish, twice).map(([by, wish, again]) => addSlot(by, wish, again)),
  },
  { weight: 2, arbitrary: fc.tuple(onSlot, slotChange).map(([on, wish]) => changeSlot(on, wish)) },
  { weight: 2, arbitrary: onSlot.map(removeSlot) },
  { weight: 1, arbitrary: fc.tuple(who, pick).map(([by, number]) => readSlot(by, number)) },
  { weight: 2, arbitrary: fc.tuple(who, pick).map(([by, number]) => readJob(by, number)) },
  { weight: 1, arbitrary: who.map(listJobs) },
  { weight: 1, arbitrary: fc.tuple(who, pick).map(([by, number]) => readHistory(by, number)) },
  { weight: 1, arbitrary: fc.tuple(who, minutes).map(([by, length]) => readOffers(by, length)) },
];

/** Sequences of up to sixty steps; `replayPath` is what a failure names, to run it again. */
export function sequences(replayPath?: string) {
  return fc.commands([fc.oneof(...STEPS)], {
    maxCommands: LONGEST,
    size: 'max',
    ...(replayPath === undefined ? {} : { replayPath }),
  });
}
