import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ownerOf } from './support/appointment-writes.ts';
import type { ActionBody, Answer } from './support/client.ts';
import { editsOf } from './support/edits.ts';
import { everythingStored } from './support/everything-stored.ts';
import { useWorld } from './support/world.ts';
import { type PreparedWrite, send, type Write } from './support/write.ts';
import { WRITES } from './support/writes.ts';

const world = useWorld();

const freshKey = () => ({ 'idempotency-key': randomUUID() });

function writeCalled(operation: string): Write {
  const write = WRITES.find((candidate) => candidate.operation === operation);
  if (write === undefined) throw new Error(`Nothing is called ${operation}.`);
  return write;
}

const seen = ({ status, headers, text }: Answer<unknown>) => ({
  status,
  text,
  etag: headers.etag,
  type: headers['content-type'],
});

async function expectReplay(request: PreparedWrite, key: object, first: Answer<unknown>) {
  const before = await everythingStored(world);
  const again = await send(world.admin, request, { ...key });
  expect(seen(again)).toEqual(seen(first));
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect(await everythingStored(world)).toEqual(before);
}

describe('a repeat hears the first answer, whatever has happened since:', () => {
  test('the appointment went on, was cancelled and was deleted', async () => {
    const request = await writeCalled('bookAppointment').prepare(world);
    const [booking, confirming] = [freshKey(), freshKey()];
    const booked = (await send(world.admin, request, booking)) as Answer<{ id: string }>;
    const { id } = booked.body;
    const confirm: PreparedWrite = { method: 'POST', path: `/appointments/${id}/confirm/` };
    const confirmed = await send(world.admin, confirm, confirming);
    expect(confirmed.body).toMatchObject({ appointment: { status: 'confirmed' } });
    for (const step of [
      () => world.admin.act(id, 'start'),
      () => world.admin.act(id, 'cancel'),
      () => editsOf(world.admin).remove(id),
    ]) {
      expect((await step()).status).toBeLessThan(300);
      await expectReplay(request, booking, booked);
      await expectReplay(confirm, confirming, confirmed);
    }
    expect(booked.body).toMatchObject({ status: 'pending' });
    expect((await world.admin.get(`/appointments/${id}/`)).status).toBe(404);
  });

  test('what it deleted is not there to be deleted again', async () => {
    const request = await writeCalled('deleteAppointment').prepare(world);
    const key = freshKey();
    const first = await send(world.admin, request, key);
    await expectReplay(request, key, first);
    // Without the key it is gone.
    expect((await send(world.admin, request)).status).toBe(404);
    expect((await send(world.admin, request, freshKey())).status).toBe(404);
  });

  test('the slot is full, was changed and is gone', async () => {
    const request = await writeCalled('createTimeSlot').prepare(world);
    const key = freshKey();
    const first = (await send(world.admin, request, key)) as Answer<{ id: string }>;
    await world.admin.book(ownerOf(world), {
      scheduled_date: String(request.body?.date),
      scheduled_time: '10:00',
    });
    await expectReplay(request, key, first);
    const slot = `/time-slots/${first.body.id}/`;
    await send(world.admin, { method: 'PATCH', path: slot, body: { is_available: false } });
    await expectReplay(request, key, first);
    await send(world.admin, { method: 'DELETE', path: slot });
    await expectReplay(request, key, first);
  });

  test('the car has another plate, the day is another, the caller sends an old version', async () => {
    const { car } = ownerOf(world);
    const write = writeCalled('editAppointment');
    const request = await write.prepare(world);
    const key = freshKey();
    const first = await send(world.admin, request, { ...key, 'if-match': '"2"' });
    const [plate, now] = [car.plate_number, world.now];
    try {
      car.plate_number = 'NEW-1';
      world.now = new Date('2026-12-24T08:00:00Z');
      const shown = await world.admin.get(`/appointments/${request.id}/`);
      expect(shown.body).toMatchObject({ vehicle_details: expect.stringContaining('NEW-1') });
      await expectReplay(request, key, first);
      await expectReplay(request, { ...key, 'if-match': '"2"' }, first);
    } finally {
      Object.assign(car, { plate_number: plate });
      world.now = now;
    }
  });
});

describe.each(WRITES)('$operation whose answer was never given', (write) => {
  test('is answered from what is stored, and then always so', async () => {
    const request = await write.prepare(world);
    const key = freshKey();
    const lost = await send(world.admin, request, key);
    await loseAnswers();
    const told = await send(world.admin, request, key);
    // Nothing that it shows has changed, so it is the same to the byte, the order of keys included.
    expect(seen(told)).toEqual(seen(lost));
    expect(told.headers['idempotency-replayed']).toBe('true');
    await expectReplay(request, key, told);
  });
});

test('an answer from what is stored tells the change, with the names of now, and stays', async () => {
  const { person } = ownerOf(world);
  const request = await writeCalled('confirmAppointment').prepare(world);
  const key = freshKey();
  const lost = (await send(world.admin, request, key)) as Answer<ActionBody>;
  await loseAnswers();
  await world.admin.act(request.id ?? '', 'cancel');
  const name = person.first_name;
  try {
    person.first_name = 'Renamed';
    const told = (await send(world.admin, request, key)) as Answer<ActionBody>;
    expect(told.body).toEqual({
      ...lost.body,
      appointment: {
        ...lost.body.appointment,
        customer_name: lost.body.appointment.customer_name.replace(name, 'Renamed'),
      },
    });
    expect(told.body.appointment).toMatchObject({
      status: 'confirmed',
      customer_name: expect.stringMatching(/^Renamed/),
    });
    person.first_name = name;
    await expectReplay(request, key, told);
  } finally {
    person.first_name = name;
  }
});

test('another request is refused even while the first has no answer', async () => {
  const { otherBody, ...request } = await writeCalled('createTimeSlot').prepare(world);
  const key = freshKey();
  await send(world.admin, request, key);
  await loseAnswers();
  const other = await send(world.admin, { ...request, body: otherBody ?? {} }, key);
  expect(other.status).toBe(422);
});

/** As if the service had died between the commit and the answer. */
async function loseAnswers(): Promise<void> {
  await world.db.updateTable('idempotency_keys').set({ answer: null }).execute();
}
