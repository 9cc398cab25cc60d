import { storedSlot } from './slots.ts';
import type { World } from './world.ts';
import { dayAfter, freshMonday, type Write } from './write.ts';

/** The operations that change time slots. */
export const SLOT_WRITES: readonly Write[] = [
  {
    operation: 'createTimeSlot',
    status: 201,
    other: 'employee',
    effects: { time_slots: 1 },
    changes: 'nothing',
    prepare: async () => {
      const body = { date: freshMonday(), start_time: '10:00', end_time: '11:00' };
      return {
        method: 'POST',
        path: '/time-slots/',
        body: { ...body, max_concurrent_appointments: 2 },
        otherBody: { ...body, max_concurrent_appointments: 4 },
      };
    },
  },
  {
    operation: 'replaceTimeSlot',
    status: 200,
    other: 'employee',
    effects: {},
    changes: 'slot',
    prepare: async (world) => {
      const { id, date } = await slot(world);
      const body = { date, start_time: '10:00', end_time: '12:00' };
      return {
        method: 'PUT',
        path: `/time-slots/${id}/`,
        id,
        body,
        otherBody: { ...body, end_time: '13:00' },
      };
    },
  },
  {
    operation: 'editTimeSlot',
    status: 200,
    other: 'employee',
    effects: {},
    changes: 'slot',
    prepare: async (world) => {
      const { id } = await slot(world);
      return {
        method: 'PATCH',
        path: `/time-slots/${id}/`,
        id,
        body: { is_available: false, max_concurrent_appointments: 5 },
        otherBody: { is_available: true, max_concurrent_appointments: 5 },
      };
    },
  },
  {
    operation: 'deleteTimeSlot',
    status: 204,
    other: 'employee',
    effects: { time_slots: -1 },
    changes: 'slot',
    prepare: async (world) => {
      const { id } = await slot(world);
      return { method: 'DELETE', path: `/time-slots/${id}/`, id };
    },
  },
  {
    operation: 'bulkCreateTimeSlots',
    status: 201,
    other: 'employee',
    effects: { time_slots: 16 },
    changes: 'nothing',
    prepare: async () => {
      const start_date = freshMonday();
      const end_date = dayAfter(start_date);
      return {
        method: 'POST',
        path: '/time-slots/bulk_create/',
        body: { start_date, end_date },
        otherBody: { start_date, end_date: dayAfter(end_date) },
      };
    },
  },
];

async function slot(world: World) {
  const date = freshMonday();
  const id = await storedSlot(world, { date, from: '10:00', to: '11:00' });
  // A write of it, for its version.
  await world.db.updateTable('time_slots').set({ date }).where('id', '=', id).execute();
  return { id, date };
}
