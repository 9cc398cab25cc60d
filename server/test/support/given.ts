import { randomUUID } from 'node:crypto';
import type { AppointmentsRow } from '../../src/platform/db-types.ts';
import type { CarOwner } from './people.ts';
import type { World } from './world.ts';

export interface GivenSlot {
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly places?: number;
  readonly blocked?: boolean;
}

type Row = Omit<AppointmentsRow, 'holds_place' | 'occupies'>;

/** The columns that say whose appointment it is. */
export function of(owner: CarOwner): Pick<Row, 'customer_id' | 'vehicle_id'> {
  return { customer_id: owner.person.user_id, vehicle_id: owner.car.vehicle_id };
}

/** Puts rows into the world's database, past every rule. */
export function given(world: World): {
  slot(slot: GivenSlot): Promise<void>;
  appointment(row?: Partial<Row>): Promise<Row>;
} {
  return {
    async slot(slot) {
      await world.db
        .insertInto('time_slots')
        .values({
          id: randomUUID(),
          date: slot.date,
          start_time: slot.from,
          end_time: slot.to,
          is_available: !(slot.blocked ?? false),
          max_concurrent_appointments: slot.places ?? 3,
        })
        .execute();
    },
    async appointment(overrides = {}) {
      const row: Row = {
        id: randomUUID(),
        customer_id: randomUUID(),
        vehicle_id: randomUUID(),
        assigned_employee_id: null,
        appointment_type: 'maintenance',
        scheduled_date: '2026-12-01',
        scheduled_time: '10:00:00',
        duration_minutes: 60,
        status: 'pending',
        service_description: '',
        customer_notes: '',
        internal_notes: '',
        estimated_cost: null,
        created_by_user_id: randomUUID(),
        created_at: '2026-11-20T10:00:00Z',
        updated_at: '2026-11-20T10:00:00Z',
        cancelled_at: null,
        completed_at: null,
        duration_seconds: 0,
        guarded: false,
        adopted: true,
        version: 1,
        ...overrides,
      };
      await world.db.insertInto('appointments').values(row).execute();
      return row;
    },
  };
}
