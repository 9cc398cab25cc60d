import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  choice,
  date,
  filter,
  integer,
  money,
  nullable,
  optional,
  pathId,
  text,
  time,
  uuid,
} from './fields.ts';

const id = '6f0cabcd-1234-4abc-8def-0123456789ab';

const required = {
  customer_id: uuid('.'),
  appointment_type: choice(['repair', 'inspection'], '.'),
  scheduled_date: date('.'),
  scheduled_time: time('.'),
  duration_minutes: integer(1, 1440, '.'),
  customer_notes: text('.'),
};

const body = z.object({
  ...required,
  estimated_cost: optional(money('.')),
  assigned_employee_id: optional(nullable(uuid('.'))),
  internal_notes: optional(text('.')),
});

const good = {
  customer_id: id.toUpperCase(),
  appointment_type: 'repair',
  scheduled_date: '2030-1-5',
  scheduled_time: '9:05',
  duration_minutes: '60',
  customer_notes: ' Squeaks ',
};

const read = {
  customer_id: id,
  appointment_type: 'repair',
  scheduled_date: '2030-01-05',
  scheduled_time: '09:05:00',
  duration_minutes: 60,
  customer_notes: 'Squeaks',
};

/** What is wrong, in the order in which it is told: `field: message`. */
function faults(schema: z.ZodType, input: unknown): string[] {
  const result = schema.safeParse(input);
  return (result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('a good body is read, normalised, and unknown keys are ignored', () => {
  const result = body.safeParse({ ...good, approval_status: 'x', id: 5, __v: null });
  expect(result.data).toEqual(read);
});

test('every missing field is required, once each, in the order of declaration', () => {
  expect(faults(body, {})).toEqual(
    Object.keys(required).map((field) => `${field}: This field is required.`),
  );
});

test('every field that is null may not be null, once each, in the order of declaration', () => {
  const nulls = Object.fromEntries(Object.keys(body.shape).map((field) => [field, null]));
  expect(faults(body, nulls)).toEqual(
    [...Object.keys(required), 'internal_notes'].map(
      (field) => `${field}: This field may not be null.`,
    ),
  );
});

test('every faulty field is told, once each, in the order of declaration', () => {
  const input = {
    // The order of the input must not matter.
    internal_notes: {},
    estimated_cost: '12.555',
    assigned_employee_id: '',
    customer_notes: true,
    duration_minutes: 'abc',
    scheduled_time: '25:00',
    scheduled_date: '2026-13-15',
    appointment_type: 'foo',
    customer_id: 'x',
  };
  expect(faults(body, input)).toEqual([
    'customer_id: Must be a valid UUID.',
    'appointment_type: "foo" is not a valid choice.',
    'scheduled_date: Date has wrong format. Use one of these formats instead: YYYY-MM-DD.',
    'scheduled_time: Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].',
    'duration_minutes: A valid integer is required.',
    'customer_notes: Not a valid string.',
    'estimated_cost: Ensure that there are no more than 2 decimal places.',
    'assigned_employee_id: Must be a valid UUID.',
    'internal_notes: Not a valid string.',
  ]);
});

test('missing, null and faulty fields are told side by side', () => {
  const { customer_id: _, ...rest } = good;
  expect(faults(body, { ...rest, scheduled_date: null, duration_minutes: 0 })).toEqual([
    'customer_id: This field is required.',
    'scheduled_date: This field may not be null.',
    'duration_minutes: Ensure this value is greater than or equal to 1.',
  ]);
});

test.each([
  ['left out', { given: {}, found: {} }],
  ['null', { given: { assigned_employee_id: null }, found: { assigned_employee_id: null } }],
  ['given', { given: { assigned_employee_id: id }, found: { assigned_employee_id: id } }],
])('an optional employee may be %s', (_, { given, found }) => {
  expect(body.safeParse({ ...good, ...given }).data).toEqual({ ...read, ...found });
});

test.each([
  { cost: '', found: null },
  { cost: null, found: null },
  { cost: '1e3', found: '1000.00' },
  { cost: 5, found: '5.00' },
])('the cost $cost is read as $found', ({ cost, found }) => {
  expect(body.safeParse({ ...good, estimated_cost: cost }).data).toEqual({
    ...read,
    estimated_cost: found,
  });
});

test('an optional text may be empty but not null', () => {
  expect(body.safeParse({ ...good, internal_notes: '' }).data).toEqual({
    ...read,
    internal_notes: '',
  });
  expect(faults(body, { ...good, internal_notes: null })).toEqual([
    'internal_notes: This field may not be null.',
  ]);
});

test('a text has at most ten thousand characters', () => {
  const longest = '🚗'.repeat(10_000);
  expect(body.safeParse({ ...good, customer_notes: longest }).data?.customer_notes).toBe(longest);
  expect(faults(body, { ...good, customer_notes: `${longest}x` })).toEqual([
    'customer_notes: Ensure this field has no more than 10000 characters.',
  ]);
});

const query = z.object({ customer_id: filter(uuid('.')), start_date: filter(date('.')) });

test.each([
  ['left out', { given: {} }],
  ['empty', { given: { customer_id: '', start_date: '' } }],
])('a filter that is %s filters nothing', (_, { given }) => {
  const result = query.safeParse(given);
  expect(result.error).toBeUndefined();
  expect(result.data?.customer_id).toBeUndefined();
  expect(result.data?.start_date).toBeUndefined();
});

test('a filter that is given is read', () => {
  const result = query.safeParse({ customer_id: id.toUpperCase(), start_date: '20300105' });
  expect(result.data).toEqual({ customer_id: id, start_date: '2030-01-05' });
});

test('a malformed filter is a fault, not ignored', () => {
  expect(faults(query, { customer_id: '5', start_date: 'tomorrow' })).toEqual([
    'customer_id: Must be a valid UUID.',
    'start_date: Date has wrong format. Use one of these formats instead: YYYY-MM-DD.',
  ]);
});

test.each([id, id.toUpperCase(), id.replaceAll('-', '')])(
  'the id %s in a path is read',
  (given) => {
    expect(pathId.safeParse({ id: given }).data).toEqual({ id });
  },
);

test.each(['', '5', 'stats', `{${id}}`, `urn:uuid:${id}`, `${id}0`, ` ${id}`])(
  'the id "%s" in a path is not found',
  (given) => {
    expect(faults(pathId, { id: given })).toEqual(['id: Not found.']);
  },
);
