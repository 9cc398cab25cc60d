import { z } from 'zod';
import {
  type Read,
  readBoolean,
  readChoice,
  readDate,
  readDay,
  readInteger,
  readMoney,
  readText,
  readTime,
  readUuid,
  readUuids,
  uuidOf,
} from './values.ts';

/** Fields of request bodies and query strings, one zod type each; messages are those of contract 1.5. */

const REQUIRED = 'This field is required.';
const NOT_NULL = 'This field may not be null.';

const LONGEST_TEXT = 10_000;

type Description = Readonly<Record<string, unknown>>;

function field<T>(read: (input: unknown) => Read<T>, description: Description) {
  return z
    .unknown()
    .transform((input, context): T => {
      const result =
        input === undefined
          ? { fault: REQUIRED }
          : input === null
            ? { fault: NOT_NULL }
            : read(input);
      if ('value' in result) return result.value;
      context.addIssue({ code: 'custom', message: result.fault, input });
      return z.NEVER;
    })
    .meta(description);
}

type Field<T> = z.ZodType<T>;

export const uuid = (description: string): Field<string> =>
  field(readUuid, { type: 'string', format: 'uuid', description });

/** A list of ids, one at least; one that is named twice counts once. */
export const uuids = (most: number, description: string): Field<string[]> =>
  field((input) => readUuids(input, most), {
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    minItems: 1,
    maxItems: most,
    description,
  });

export const date = (description: string): Field<string> =>
  field(readDate, { type: 'string', format: 'date', description });

/** A date that may come with a time part, which is dropped. */
export const day = (description: string): Field<string> =>
  field(readDay, { type: 'string', description, examples: ['2030-12-16'] });

export const time = (description: string): Field<string> =>
  field(readTime, {
    type: 'string',
    // No `format`: JSON Schema's time carries an offset, the workshop's clock has none.
    pattern: '^\\d{1,2}:?\\d{1,2}(:?\\d{1,2}([.,]\\d+)?)?(Z|[+-]\\d{2}(:?\\d{2})?)?$',
    description,
    examples: ['10:00:00'],
  });

export const boolean = (description: string): Field<boolean> =>
  field(readBoolean, { type: 'boolean', description });

export const integer = (least: number, most: number, description: string): Field<number> =>
  field((input) => readInteger(input, least, most), {
    type: 'integer',
    minimum: least,
    maximum: most,
    description,
  });

export const text = (description: string, longest = LONGEST_TEXT): Field<string> =>
  field((input) => readText(input, longest), { type: 'string', maxLength: longest, description });

export const choice = <Choice extends string>(
  choices: readonly Choice[],
  description: string,
): Field<Choice> =>
  field((input) => readChoice(input, choices), { type: 'string', enum: choices, description });

/** An amount with two digits; `null` and `""` mean none. */
export const money = (description: string): Field<string | null> =>
  nullable(field(readMoney, { type: 'string', pattern: '^\\d{1,8}(\\.\\d{1,2})?$', description }));

/** The same field, which may be left out. */
export function optional<T>(inner: Field<T>): z.ZodType<T | undefined> {
  return inner.optional();
}

/** The same field, which may be `null`. */
export function nullable<T>(inner: Field<T>): z.ZodType<T | null> {
  return inner.nullable();
}

/** A filter of a query string: left out or empty means no filter. */
export function filter<T>(inner: Field<T>): z.ZodType<T | undefined> {
  return z.preprocess((input) => (input === '' ? undefined : input), inner.optional());
}

/** The id in a path: dashed or undashed UUID, upper or lower case (contract 1.1). */
export const pathId = z.object({
  id: z.string().transform((segment, context) => {
    const id = /^[0-9a-f-]+$/i.test(segment) ? uuidOf(segment) : undefined;
    if (id === undefined) context.addIssue('Not found.');
    return id ?? z.NEVER;
  }),
});

/** An object some of whose keys callers may also send under another name; the first name wins. */
export function withAliases<Shape extends z.ZodObject>(
  shape: Shape,
  aliases: Readonly<Record<string, string>>,
): z.ZodType<z.output<Shape>> {
  return z.preprocess((input) => {
    if (typeof input !== 'object' || input === null) return input;
    const given = { ...input } as Record<string, unknown>;
    // `null` is a value, and a wrong one; only what is not there is looked for elsewhere.
    for (const [name, alias] of Object.entries(aliases))
      if (given[name] === undefined) given[name] = given[alias];
    return given;
  }, shape) as unknown as z.ZodType<z.output<Shape>>;
}

/** The answer of a deletion: no body at all. */
export const nothing = z.undefined().meta({ description: 'Deleted.' });
