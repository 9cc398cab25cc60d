import { API, type BadInput, JSON_TYPE, type Method } from './bad-input.ts';
import { SOUND_BODIES, withField } from './sound-bodies.ts';

/** C03: numbers at and beyond their limits; a refused one never reaches a column. */

/** JSON text and the number that is stored. */
type Accepted = readonly (readonly [string, number | string | null])[];

const NO_INTEGERS = [
  ...['1.5', '0.999', '1e-1', '1440.5', '59.99999999999999', '1e400', '-1e400', '1e21', '5e-324'],
  ...[
    '"1.5"',
    '""',
    '" "',
    '"1e2"',
    '"0x10"',
    '"1_000"',
    '"1,000"',
    '"１２"',
    '"١٢"',
    '"Ⅻ"',
    '"²"',
  ],
  ...['"--1"', '"+-1"', '"+"', '"-"', '"."', '".0"', '"1.0.0"', '"1.01"', '"NaN"', '"Infinity"'],
  ...['"60\\u0000"', '"\\u200b60"', '"6 0"', '"60m"', '"true"', '"null"', `"${'9'.repeat(400)}x"`],
];
const TOO_LARGE = [
  ...['2147483648', '-2147483649', '4294967296', '9007199254740993', '18446744073709551616'],
  ...['123456789012345678901234567890', '"2147483648"', '"-99999999999"', `"${'9'.repeat(400)}"`],
];

interface IntegerField {
  readonly targets: readonly Target[];
  readonly field: string;
  readonly accepted: Accepted;
  readonly refused: readonly string[];
}
type Target = readonly [Method, string, object];

const { booking, slot } = SOUND_BODIES;
const BOOK: Target = ['POST', '/appointments/', booking];
const EDIT: Target = ['PATCH', '/appointments/{fresh}/', {}];

const INTEGERS: readonly IntegerField[] = [
  {
    targets: [BOOK, EDIT],
    field: 'duration_minutes',
    accepted: [
      ...(['1', '01', '60', '1440'] as const).map((text): [string, number] => [`"${text}"`, +text]),
      ['1', 1],
      ['1440', 1440],
      ['60.0', 60],
      ['6e1', 60],
      ['1.44e3', 1440],
      ['" 60 "', 60],
      ['"60.0"', 60],
      ['"60."', 60],
      ['"+60"', 60],
      ['"\\n60\\t"', 60],
    ],
    refused: [
      ...['0', '-0', '-1', '1441', '-60', '2147483647', '-2147483648', '"0"', '"-1"', '"1441"'],
      ...[...TOO_LARGE, ...NO_INTEGERS],
    ],
  },
  {
    targets: [EDIT],
    field: 'duration_seconds',
    accepted: [
      ['0', 0],
      ['-0', 0],
      ['"-0"', 0],
      ['2147483647', 2147483647],
      ['"2147483647"', 2147483647],
      ['2.147483647e9', 2147483647],
    ],
    refused: ['-1', '"-1"', '-2147483648', ...TOO_LARGE, ...NO_INTEGERS],
  },
  {
    targets: [
      ['POST', '/time-slots/', slot],
      ['PATCH', '/time-slots/{freshSlot}/', {}],
    ],
    field: 'max_concurrent_appointments',
    accepted: [
      ['0', 0],
      ['-0', 0],
      ['3', 3],
      ['2147483647', 2147483647],
      ['"7"', 7],
    ],
    refused: ['-1', '"-1"', '-2147483648', ...TOO_LARGE, ...NO_INTEGERS],
  },
];

const COST: IntegerField = {
  targets: [BOOK, EDIT],
  field: 'estimated_cost',
  accepted: [
    ['null', null],
    ['""', null],
    ['0', '0.00'],
    ['-0', '0.00'],
    ['"-0"', '0.00'],
    ['0.01', '0.01'],
    ['0.1', '0.10'],
    ['1e-2', '0.01'],
    ['1e3', '1000.00'],
    ['"1e3"', '1000.00'],
    ['99999999.99', '99999999.99'],
    ['"99999999.99"', '99999999.99'],
    ['" 5 "', '5.00'],
    ['"+5"', '5.00'],
    ['".5"', '0.50'],
    ['"5."', '5.00'],
    ['"00000000000000005"', '5.00'],
    ['"1.10"', '1.10'],
    ['0.29', '0.29'],
    ['1.005e2', '100.50'],
  ],
  refused: [
    ...['100000000', '99999999.999', '0.001', '1e-3', '1e8', '1e400', '-1e400', '1e21', '-0.01'],
    ...['-1', '"-1"', '"-0.01"', '12345678.905', '1.7976931348623157e308', '5e-324', '"1e1000"'],
    ...['"1e-1000"', '"1e99999"', '"1.0e"', '"e3"', '"1.2.3"', '"1,000.00"', '"1 000"', '"1_000"'],
    ...['"５"', '"٥"', '"NaN"', '"sNaN"', '"Infinity"', '"-inf"', '"0x10"', '"5€"', '"--5"', '"."'],
    ...[
      `"${'9'.repeat(1000)}"`,
      `"0.${'0'.repeat(1000)}1"`,
      `"${'1'.repeat(60_000)}"`,
      '"5\\u0000"',
    ],
  ],
};

export const NUMBERS: readonly BadInput[] = [...INTEGERS, COST].flatMap(
  ({ targets, field, accepted, refused }) =>
    targets.flatMap(([method, path, sound]): BadInput[] => {
      const sending = (json: string, shared: boolean) => ({
        method,
        path:
          API +
          (shared
            ? path.replace('fresh', 'appointment').replace('{appointmentSlot}', '{slot}')
            : path),
        headers: JSON_TYPE,
        payload: withField(sound, field, json),
      });
      const name = (json: string): string =>
        `${method} ${path} ${field}: ${json.length > 40 ? `${json.slice(0, 30)}… (${json.length})` : json}`;
      return [
        ...accepted.map(([json, value]) => ({
          ...sending(json, false),
          what: name(json),
          status: method === 'POST' ? 201 : 200,
          stored: { [field]: value },
        })),
        ...refused.map((json) => ({
          ...sending(json, true),
          what: name(json),
          status: 400,
          fields: [field],
        })),
      ];
    }),
);
