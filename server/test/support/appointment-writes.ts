import { given, of } from './given.ts';
import { carOwners, nth } from './people.ts';
import type { World } from './world.ts';
import { dayAfter, freshMonday, VERSION, type Write } from './write.ts';

/** An employee who is there. */
export const PRIYA = '20f04d22-7e60-45ab-bb9f-b93fe5a3d416';
const EDITED = { appointment_history: 1, appointment_audit: 1 };
const MOVED = { ...EDITED, outbox: 1 };

function move(action: string, from: string, other: Write['other'] = 'employee'): Write {
  return {
    operation: `${action}Appointment`,
    status: 200,
    other,
    effects: MOVED,
    changes: 'appointment',
    prepare: async (world) => {
      const { id } = await appointment(world, from);
      return {
        method: 'POST',
        path: `/appointments/${id}/${action}/`,
        id,
        body: { reason: 'by phone' },
        otherBody: { reason: 'by letter' },
      };
    },
  };
}

/** The operations that change appointments. */
export const APPOINTMENT_WRITES: readonly Write[] = [
  {
    operation: 'bookAppointment',
    status: 201,
    other: 'owner',
    effects: { appointments: 1, appointment_audit: 1, outbox: 1 },
    changes: 'nothing',
    prepare: async (world) => {
      const body = {
        ...of(ownerOf(world)),
        appointment_type: 'repair',
        scheduled_date: freshMonday(),
        scheduled_time: '10:00',
        duration_minutes: 90,
        customer_notes: 'Squeaks',
      };
      return {
        method: 'POST',
        path: '/appointments/',
        body,
        otherBody: { ...body, scheduled_time: '14:00' },
      };
    },
  },
  {
    operation: 'replaceAppointment',
    status: 200,
    other: 'owner',
    effects: EDITED,
    changes: 'appointment',
    prepare: async (world) => {
      const { id, scheduled_date, scheduled_time } = await appointment(world, 'pending');
      const body = { ...of(ownerOf(world)), scheduled_date, scheduled_time };
      return {
        method: 'PUT',
        path: `/appointments/${id}/`,
        id,
        body: { ...body, appointment_type: 'repair' },
        otherBody: { ...body, appointment_type: 'inspection' },
      };
    },
  },
  {
    operation: 'editAppointment',
    status: 200,
    other: 'owner',
    effects: EDITED,
    changes: 'appointment',
    prepare: async (world) => {
      const { id } = await appointment(world, 'pending');
      return {
        method: 'PATCH',
        path: `/appointments/${id}/`,
        id,
        body: { customer_notes: 'Squeaks', duration_minutes: 30 },
        otherBody: { customer_notes: 'Rattles', duration_minutes: 30 },
      };
    },
  },
  {
    operation: 'deleteAppointment',
    status: 204,
    other: 'owner',
    effects: { ...EDITED, appointments: -1, deleted_appointments: 1 },
    changes: 'appointment',
    prepare: async (world) => {
      const { id } = await appointment(world, 'pending');
      return { method: 'DELETE', path: `/appointments/${id}/`, id };
    },
  },
  move('confirm', 'pending'),
  move('start', 'confirmed'),
  move('complete', 'in_progress'),
  move('cancel', 'pending', 'owner'),
  move('no_show', 'confirmed'),
  {
    operation: 'rescheduleAppointment',
    status: 200,
    other: 'owner',
    effects: MOVED,
    changes: 'appointment',
    prepare: async (world) => {
      const { id, scheduled_date } = await appointment(world, 'pending');
      const body = { new_date: dayAfter(scheduled_date), new_time: '14:00', reason: 'away' };
      return {
        method: 'POST',
        path: `/appointments/${id}/reschedule/`,
        id,
        body,
        otherBody: { ...body, new_time: '15:00' },
      };
    },
  },
  {
    operation: 'moveAppointment',
    status: 200,
    other: 'employee',
    effects: { ...MOVED, appointment_history: 2 },
    changes: 'appointment',
    prepare: async (world) => {
      const { id, scheduled_date } = await appointment(world, 'pending');
      const new_date = dayAfter(scheduled_date);
      const body = { new_date, new_time: '14:00', employee_id: PRIYA, reason: 'away' };
      return {
        method: 'POST',
        path: `/appointments/${id}/move/`,
        id,
        body,
        otherBody: { ...body, announce_after_seconds: 5 },
      };
    },
  },
  {
    operation: 'assignEmployee',
    status: 200,
    other: 'employee',
    effects: EDITED,
    changes: 'appointment',
    prepare: async (world) => {
      const { id } = await appointment(world, 'confirmed');
      return {
        method: 'POST',
        path: `/appointments/${id}/assign/`,
        id,
        body: { employee_id: PRIYA },
        otherBody: { employee_id: nth(world.people.employees, 0).user_id },
      };
    },
  },
];

/** The customer whose appointments they are about. */
export function ownerOf(world: World) {
  return nth(carOwners(world.people), 0);
}

async function appointment(world: World, status: string) {
  return await given(world).appointment({
    ...of(ownerOf(world)),
    scheduled_date: freshMonday(),
    status,
    version: VERSION,
  });
}
