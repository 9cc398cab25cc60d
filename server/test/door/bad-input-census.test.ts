import { describe, expect, test } from 'vitest';
import { faultsOf, shapeOf } from './corpus/answer-oracle.ts';
import type { BadInput } from './corpus/bad-input.ts';
import { SITUATIONS } from './corpus/business-rules.ts';
import { CALENDAR_ENDS } from './corpus/calendar-ends.ts';
import { CHANGE_HEADERS } from './corpus/change-headers.ts';
import { COSTLY } from './corpus/costly.ts';
import { DAYS_AND_TIMES } from './corpus/days-and-times.ts';
import { HEADERS } from './corpus/headers.ts';
import { IDENTIFIERS } from './corpus/identifiers.ts';
import { MALFORMED_JSON } from './corpus/malformed-json.ts';
import { MASS_ASSIGNMENT } from './corpus/mass-assignment.ts';
import { MEDIA_TYPES } from './corpus/media-types.ts';
import { VERBS } from './corpus/meet-situation.ts';
import { NUMBERS } from './corpus/numbers.ts';
import { PATHS_AND_METHODS } from './corpus/paths-and-methods.ts';
import { POLLUTION } from './corpus/pollution.ts';
import { QUERIES } from './corpus/queries.ts';
import { STATUS_EDITS } from './corpus/status-edits.ts';
import { TEXTS } from './corpus/texts.ts';
import {
  EITHER_ON_THE_WIRE,
  REFUSED_ON_THE_WIRE,
  SERVED_ON_THE_WIRE,
} from './corpus/wire-cases.ts';
import { LIMIT_CASES } from './corpus/wire-limits.ts';
import { WRONG_TYPES } from './corpus/wrong-types.ts';

type Case = Pick<BadInput, 'what' | 'status' | 'because'>;

/** Every enumerated case, and the fewest that each category has. */
const CORPUS: readonly (readonly [string, number, readonly Case[]])[] = [
  ['C01 malformed JSON', 220, MALFORMED_JSON],
  ['C02 wrong types', 270, WRONG_TYPES],
  ['C03 numbers', 60, NUMBERS],
  ['C04 texts', 1_200, TEXTS],
  ['C05 days and times', 160, [...DAYS_AND_TIMES, ...CALENDAR_ENDS]],
  ['C06 identifiers', 420, IDENTIFIERS],
  ['C07 queries', 240, QUERIES],
  ['C08 costly requests', 24, COSTLY],
  ['C09 media types', 120, MEDIA_TYPES],
  ['C10 sizes', 50, LIMIT_CASES],
  ['C11 raw HTTP', 140, [...REFUSED_ON_THE_WIRE, ...SERVED_ON_THE_WIRE, ...EITHER_ON_THE_WIRE]],
  ['C12 paths and methods', 323, PATHS_AND_METHODS],
  ['C15 mass assignment', 207, MASS_ASSIGNMENT],
  ['C16 status edits', 100, STATUS_EDITS],
  ['C17 headers of changes', 60, CHANGE_HEADERS],
  ['C18 headers', 60, HEADERS],
  [
    'C21 business rules',
    140,
    SITUATIONS.flatMap(({ what }) =>
      VERBS.map((verb): Case => ({ what: `${what}, ${verb}`, status: 0 })),
    ),
  ],
  ['C22 prototype pollution', 40, POLLUTION],
];

describe('the corpus of bad input', () => {
  test.each(CORPUS)('%s has at least %i cases, each with a name of its own', (_, fewest, cases) => {
    const names = cases.map(({ what }) => what);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.length).toBeGreaterThanOrEqual(fewest);
  });

  test.each(CORPUS)('%s says why where more than one answer is right', (_, _fewest, cases) => {
    const unexplained = cases.filter(
      ({ status, because }) => [status].flat().length > 1 && because === undefined,
    );
    expect(unexplained.map(({ what }) => what)).toEqual([]);
  });

  test('has more than 3,000 cases', () => {
    const sum = CORPUS.reduce((all, [, , cases]) => all + cases.length, 0);
    console.log(
      [...CORPUS.map(([name, , cases]) => `${name}: ${cases.length}`), `all: ${sum}`].join('\n'),
    );
    expect(sum).toBeGreaterThan(3_000);
  });
});

describe('the oracle of every answer', () => {
  test.each([
    [{ detail: 'No.' }, 'detail'],
    [{ detail: 'No.', code: 'no' }, 'detail'],
    [{ error: 'No.' }, 'error'],
    [['No.'], 'array'],
    [{ field: ['No.'] }, 'fields'],
    [{ non_field_errors: ['No.', 'Never.'] }, 'fields'],
    [{}, undefined],
    [[], undefined],
    [null, undefined],
    ['No.', undefined],
    [{ detail: '' }, undefined],
    [{ detail: ['No.'], code: 5 }, undefined],
    [{ detail: 'No.', stack: 'x' }, undefined],
    [{ error: 'Bad Request', message: 'No.', statusCode: 400 }, undefined],
    [{ field: [] }, undefined],
    [{ field: 'No.' }, undefined],
    [{ field: [''] }, undefined],
    [[5], undefined],
  ])('%j has the shape %s', (body, shape) => {
    expect(shapeOf(body)).toBe(shape);
  });

  const headers = {
    'content-type': 'application/json',
    'x-request-id': 'a',
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  };
  const good = { method: 'GET', status: 400, headers, text: '{"detail":"No."}' };
  test.each<[string, object, string[]]>([
    ['a good one', {}, []],
    ['a fault of the service', { status: 500 }, ['status 500']],
    ['a forged id', { headers: { ...headers, 'x-request-id': 'a b' } }, ['no X-Request-Id']],
    ['HTML', { headers: { ...headers, 'content-type': 'text/html' } }, ['content type text/html']],
    ['a body that is cut', { text: '{"detail":' }, ['no JSON: {"detail":']],
    ['401 without a challenge', { status: 401 }, ['no WWW-Authenticate']],
    ['405 without what is allowed', { status: 405 }, ['no Allow']],
    [
      '404 in the shape of a field',
      { status: 404, text: '{"x":["No."]}' },
      ['a 404 in the shape "fields"'],
    ],
    ['an empty refusal', { text: '' }, ['no JSON: ']],
    ['a body of 204', { status: 204, text: '{}' }, ['a body where there should be none']],
  ])('%s', (_what, change, faults) => {
    expect(faultsOf({ ...good, ...change })).toEqual(faults);
  });

  test('a stack is noticed', () => {
    const text = '{"detail":"Error at x (server/src/app.ts:12:3)"}';
    expect(faultsOf({ ...good, text })).toEqual([expect.stringMatching(/insides/)]);
  });
});
