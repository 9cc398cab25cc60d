import { z } from 'zod';
import { listQuery } from './appointments.schemas.ts';

export const exportQuery = listQuery.omit({ page: true });

/** What a line tells, by the keys of an appointment; staff are told the last ones too. */
export const EXPORTED = [
  'id',
  'scheduled_date',
  'scheduled_time',
  'duration_minutes',
  'status',
  'appointment_type',
  'customer_name',
  'vehicle_details',
  'employee_name',
  'service_description',
  'customer_notes',
] as const;
export const EXPORTED_TO_STAFF = ['internal_notes', 'estimated_cost', 'duration'] as const;

export const exportAnswer = {
  description: 'A line of names, then one for each appointment.',
  content: { 'text/csv': { schema: z.string() } },
};
