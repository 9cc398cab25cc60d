import { MECHANIC, OWNER } from './case-rows.ts';

/** Bodies that are accepted as they are; a case spoils one field of one. */
export const SOUND_BODIES = {
  booking: {
    customer_id: OWNER.person.user_id,
    vehicle_id: OWNER.car.vehicle_id,
    appointment_type: 'repair',
    scheduled_date: '{date}',
    scheduled_time: '10:00',
  },
  slot: { date: '{date}', start_time: '09:00', end_time: '10:00' },
  reschedule: { new_date: '{date}', new_time: '10:00' },
  assign: { employee_id: MECHANIC.user_id },
} as const;

/** For bodies that are refused anyway, so that no row is made for them. */
export const SOME_DATE = '2030-12-16';

/** A sound body with one field set to a JSON text that need not be what JavaScript would write. */
export function withField(body: object, field: string, json: string): string {
  const others = Object.entries(body).filter(([name]) => name !== field);
  const text = JSON.stringify(Object.fromEntries(others)).slice(1, -1);
  return `{${text}${text === '' ? '' : ','}"${field}":${json}}`;
}
