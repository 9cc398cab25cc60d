import fc from 'fast-check';
import type { SentSchema } from './generated-requests-document.ts';

/**
 * Values that fit a schema of the document, and values that break it. Text in braces, such as
 * `{customer}`, is filled in when the request is made: see `generated-requests-links.ts`.
 */
export type Sent = fc.Arbitrary<unknown>;

const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(2028, 0, 1);

/** Dates so that many bookings find a free day, and ranges are mostly short. */
function dateNear(firstDay: number, days: number): fc.Arbitrary<string> {
  return fc
    .integer({ min: firstDay, max: firstDay + days })
    .map((day) => new Date(EPOCH + day * DAY_MS).toISOString().slice(0, 10));
}

const anyDate = fc
  .date({ min: new Date('1900-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Far from the days of bookings, for a day with stored slots is closed outside of them. */
const SLOT_DAYS = 6_000;

const two = (max: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, '0'));
const hour = fc.integer({ min: 6, max: 20 }).map((number) => String(number).padStart(2, '0'));
const clock = fc.tuple(hour, two(59)).map((parts) => parts.join(':'));

/** What fields of these names are given, mostly, so that requests get past their fields. */
const BY_NAME: Readonly<Record<string, fc.Arbitrary<string>>> = {
  customer_id: fc.constant('{customer}'),
  vehicle_id: fc.constant('{vehicle}'),
  employee_id: fc.constant('{employee}'),
  assigned_employee_id: fc.constant('{employee}'),
  slot_ids: fc.constant('{slot}'),
  appointment_id: fc.constant('{appointment}'),
  scheduled_date: dateNear(0, 4_000),
  new_date: dateNear(0, 4_000),
  date: dateNear(SLOT_DAYS, 1_000),
  start_date: dateNear(SLOT_DAYS, 20),
  end_date: dateNear(SLOT_DAYS + 10, 50),
  start_time: fc.tuple(fc.constantFrom('07', '08', '09'), two(59)).map((parts) => parts.join(':')),
  end_time: fc.tuple(fc.constantFrom('10', '16', '23'), two(59)).map((parts) => parts.join(':')),
  page: fc.constantFrom('1', 'last'),
  ordering: fc.constantFrom('id', '-status', 'scheduled_date,-scheduled_time', 'changed_at'),
};

/** Values that the schema allows. */
export function fitting(name: string, schema: SentSchema): Sent {
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => fitting(name, one)));
  if (schema.items !== undefined)
    return fc.array(fitting(name, schema.items), { minLength: 1, maxLength: 3 });
  const usual = BY_NAME[name];
  const any = fittingKind(schema);
  return usual === undefined ? any : fc.oneof({ arbitrary: usual, weight: 6 }, any);
}

function fittingKind(schema: SentSchema): Sent {
  const { type, format, pattern, minimum = 0, maximum = 0, maxLength } = schema;
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (type === 'null') return fc.constant(null);
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer')
    return fc.oneof(
      { arbitrary: fc.integer({ min: minimum, max: Math.min(maximum, minimum + 120) }), weight: 6 },
      fc.integer({ min: minimum, max: maximum }),
      fc.constantFrom(minimum, maximum),
    );
  if (type !== 'string') throw new Error(`No values are known for ${JSON.stringify(schema)}`);
  if (format === 'uuid') return fc.uuid();
  if (format === 'date') return anyDate;
  if (pattern !== undefined)
    return pattern.includes(':')
      ? fc.oneof({ arbitrary: clock, weight: 6 }, fc.stringMatching(new RegExp(pattern)))
      : fc.stringMatching(new RegExp(pattern));
  const short = fc.string({ unit: 'binary', maxLength: 40 });
  if (maxLength === undefined) return short;
  return fc.oneof({ arbitrary: short, weight: 30 }, fc.constant('x'.repeat(maxLength)));
}

const list = fc.constantFrom<unknown>([], [[]], ['x'], [null], [1]);
const object = fc.constantFrom<unknown>({}, { a: 1 }, { id: null });
const structure = fc.oneof(list, object);
const flag = fc.boolean();
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const text = fc.string({ unit: 'grapheme', maxLength: 20 });

/**
 * Values that break the schema and that no leniency of the contract saves: numbers in text,
 * undashed ids, short dates and words for yes are accepted although the document does not tell.
 */
export function breaking(schema: SentSchema): Sent {
  if (schema.anyOf !== undefined) {
    const one = schema.anyOf.find(({ type }) => type !== 'null') ?? {};
    return breakingKind(one);
  }
  return fc.oneof(breakingKind(schema), fc.constant(null));
}

function breakingKind(schema: SentSchema): Sent {
  const { type, format, pattern, minimum = 0, maximum = 0, maxLength } = schema;
  if (schema.enum !== undefined) {
    const allowed = schema.enum;
    return fc.oneof(
      text.filter((one) => !allowed.includes(one)),
      number,
      flag,
      structure,
    );
  }
  if (type === 'boolean') return fc.oneof(fc.constantFrom(2, -1, 0.5, 'maybe', ''), structure);
  if (type === 'integer')
    return fc.oneof(
      fc.constantFrom(minimum - 1, maximum + 1, 0.5, 1e300, -1e300),
      text.filter((one) => !/\d/.test(one)),
      flag,
      structure,
    );
  if (type === 'array') return fc.oneof(list, text, number, flag, object);
  if (type !== 'string') throw new Error(`Nothing is known to break ${JSON.stringify(schema)}`);
  if (format === 'uuid') return fc.oneof(text, number, flag, structure);
  if (format === 'date') return fc.oneof(text, number, flag, structure);
  if (pattern?.includes(':') === true)
    return fc.oneof(
      text.filter((one) => !/\d/.test(one)),
      number,
      flag,
      structure,
    );
  if (pattern !== undefined)
    return fc.oneof(
      text.filter((one) => !/\d/.test(one) && one !== ''),
      fc.constantFrom('123456789.00', '1.234', '-1', '-0.01', -1, 1e9),
      flag,
      structure,
    );
  if (maxLength === undefined) return fc.oneof(flag, structure);
  return fc.oneof(flag, structure, fc.constant('x'.repeat(maxLength + 1)));
}

/** Text for a query that breaks the schema; nothing where every text is allowed. */
export function breakingText(schema: SentSchema): fc.Arbitrary<string> | undefined {
  const { type, format, minimum = 0, maximum = 0 } = schema;
  const word = text.filter((one) => one.trim() !== '' && !/\d/.test(one));
  if (type === 'integer')
    return fc.oneof(word, fc.constantFrom(`${minimum - 1}`, `${maximum + 1}`, '0.5', '1e2'));
  if (format === 'uuid' || format === 'date') return word;
  return undefined;
}
