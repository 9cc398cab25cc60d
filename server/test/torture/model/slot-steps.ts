import { expect } from 'vitest';
import { DAY, type Diary, placesLeft, type Slot } from './diary.ts';
import { SAYS } from './refusals.ts';
import { type Condition, clockOf, type Expected, type Shop, type Who } from './shop.ts';
import { expectChange, type Step, slotFor, step } from './steps.ts';

/** What a slot is to be; of a change, what is left out stays. */
export type SlotWish = Partial<Pick<Slot, 'day' | 'from' | 'to' | 'places' | 'open'>>;

/** Which slot, by whom, and under which conditions. */
export interface OnSlot {
  readonly who: Who;
  readonly pick: number;
  readonly condition: Condition;
  readonly twice: boolean;
}

/** Adds a slot. */
export function addSlot(who: Who, wish: Required<SlotWish>, twice: boolean): Step {
  return step(`${who} add slot ${JSON.stringify(wish)}`, async (diary, shop) => {
    const expected = ((): Expected => {
      if (typeof who === 'number') return { status: 403 };
      const says = refusalsOf(diary, wish, true);
      return says.length > 0 ? { status: 400, says } : { status: 201 };
    })();
    const body = bodyOf(shop, wish);
    const told = await shop.ask(
      { who, twice, method: 'POST', path: '/time-slots/', body },
      expected,
    );
    if (told.status !== 201) return;
    const slot = { ...wish, version: 1, deleted: false };
    diary.slots.push(slot);
    shop.slots.push((told.body as { id: string }).id);
    expect(told.etag).toBe('"1"');
    expectCapacity(diary, slot, told.body);
  });
}

/** Changes a slot. */
export function changeSlot(on: OnSlot, wish: SlotWish): Step {
  return step(`change slot ${JSON.stringify(wish)} ${JSON.stringify(on)}`, async (diary, shop) => {
    const { id, slot } = slotFor(diary, shop, on.pick);
    const path = `/time-slots/${id}/`;
    const told = await expectChange(
      shop,
      { ...on, method: 'PATCH', path, body: bodyOf(shop, wish) },
      {
        neverMay: typeof on.who === 'number',
        thing: slot,
        refusals(current) {
          const touchesHours = wish.from !== undefined || wish.to !== undefined;
          return refusalsOf(diary, { ...current, ...wish }, touchesHours, current);
        },
        apply(current) {
          Object.assign(current, wish);
          return true;
        },
      },
    );
    if (told.status === 200 && slot !== undefined) expectCapacity(diary, slot, told.body);
  });
}

/** Deletes a slot. */
export function removeSlot(on: OnSlot): Step {
  return step(`delete slot ${JSON.stringify(on)}`, async (diary, shop) => {
    const { id, slot } = slotFor(diary, shop, on.pick);
    await expectChange(
      shop,
      { ...on, method: 'DELETE', path: `/time-slots/${id}/` },
      {
        neverMay: typeof on.who === 'number',
        thing: slot,
        refusals: () => [],
        apply(gone) {
          gone.deleted = true;
          return true;
        },
      },
    );
  });
}

/** Looks at a slot. */
export function readSlot(who: Who, pick: number): Step {
  return step(`${who} reads slot ${pick}`, async (diary, shop) => {
    const { id, slot } = slotFor(diary, shop, pick);
    const told = await shop.ask(
      { who, method: 'GET', path: `/time-slots/${id}/` },
      { status: slot === undefined ? 404 : 200 },
    );
    if (slot === undefined) return;
    expect(told.etag).toBe(`"${slot.version}"`);
    expect(told.body).toMatchObject({ ...bodyOf(shop, slot), version: slot.version });
    expectCapacity(diary, slot, told.body);
  });
}

function refusalsOf(
  diary: Diary,
  wanted: Required<SlotWish>,
  touchesHours: boolean,
  self?: Slot,
): string[] {
  if (touchesHours && wanted.to <= wanted.from) return [SAYS.reversed];
  const isTaken = diary.slots.some(
    (slot) =>
      slot !== self && !slot.deleted && slot.day === wanted.day && slot.from === wanted.from,
  );
  return isTaken ? [SAYS.taken] : [];
}

function expectCapacity(diary: Diary, slot: Slot, body: unknown): void {
  const left = placesLeft(diary, {
    start: slot.day * DAY + slot.from,
    minutes: slot.to - slot.from,
  });
  expect(body).toMatchObject({ available_capacity: left === 'closed' ? 0 : left });
}

function bodyOf(shop: Shop, wish: SlotWish): object {
  return {
    ...(wish.day === undefined ? {} : { date: shop.date(wish.day) }),
    ...(wish.from === undefined ? {} : { start_time: clockOf(wish.from) }),
    ...(wish.to === undefined ? {} : { end_time: clockOf(wish.to) }),
    ...(wish.open === undefined ? {} : { is_available: wish.open }),
    ...(wish.places === undefined ? {} : { max_concurrent_appointments: wish.places }),
  };
}
