import fc from 'fast-check';
import type { DocumentedOperation, SentSchema } from './generated-requests-document.ts';
import { breaking, breakingText, fitting } from './generated-requests-values.ts';

/** A request before it is known which rows there are. */
export interface Plan {
  readonly operationId: string;
  readonly role: 'admin' | 'employee' | 'customer';
  /** Who of the customers asks or is asked about, and which of the rows. */
  readonly turn: number;
  /** What the id of the path names. */
  readonly link: 'live' | 'deleted' | 'unknown' | 'no id';
  readonly query: Readonly<Record<string, unknown>>;
  /** `undefined` sends none. */
  readonly body: Body | undefined;
  /** Why the request must be refused; nothing for one that the document allows. */
  readonly violation: string | undefined;
  /** Whether to ask as nobody and as a stranger first. */
  readonly probesRights: boolean;
}

export type Body =
  | { readonly as: 'json' | 'form'; readonly value: unknown }
  | { readonly as: 'text'; readonly type: string; readonly text: string };

type Values = Readonly<Record<string, unknown>>;
/** What a violation replaces of a request that is right. */
type Violated = Partial<Pick<Plan, 'query' | 'body' | 'link'>> & { readonly violation: string };

/** What the authentication service takes is for it to document. */
const UNDOCUMENTED: Readonly<Record<string, Values>> = {
  signIn: { email: '{email}', password: '{password}' },
  refreshToken: { refresh: '{refresh}' },
};

/** Requests of all operations, some of which are wrong in exactly one place. */
export function plans(documented: readonly DocumentedOperation[]): fc.Arbitrary<Plan> {
  return fc.oneof(
    ...documented.map((operation) => ({
      arbitrary: plansOf(operation),
      // Much is only possible on appointments, so that there have to be some.
      weight: operation.operationId === 'bookAppointment' ? 4 : 1,
    })),
  );
}

function plansOf(operation: DocumentedOperation): fc.Arbitrary<Plan> {
  const { operationId, path } = operation;
  const hasId = path.includes('{id}');
  const sound = fc.record({
    operationId: fc.constant(operationId),
    role: fc.constantFrom('admin', 'admin', 'employee', 'customer'),
    turn: fc.nat({ max: 1_000 }),
    link: hasId ? links() : fc.constant('live'),
    query: queries(operation),
    body: bodies(operation),
    violation: fc.constant(undefined),
    probesRights: fc.nat({ max: 9 }).map((one) => one === 0),
  }) as fc.Arbitrary<Plan>;
  const wrong = violations(operation);
  if (wrong === undefined) return sound;
  const broken = fc
    .tuple(sound, wrong)
    .map(([plan, violated]): Plan => ({ ...plan, ...violated }) as Plan);
  return fc.oneof({ arbitrary: sound, weight: 2 }, { arbitrary: broken, weight: 1 });
}

function links(): fc.Arbitrary<Plan['link']> {
  return fc.oneof(
    { arbitrary: fc.constant('live' as const), weight: 16 },
    { arbitrary: fc.constant('deleted' as const), weight: 2 },
    { arbitrary: fc.constant('unknown' as const), weight: 1 },
  );
}

/** Of the parts that may be left out, so many at most: each may be what a request fails of. */
const MOST_OPTIONAL = 3;

function someOf(
  fields: Readonly<Record<string, fc.Arbitrary<unknown>>>,
  required: readonly string[],
): fc.Arbitrary<Values> {
  const optional = Object.keys(fields).filter((name) => !required.includes(name));
  return fc
    .subarray(optional, { maxLength: Math.min(MOST_OPTIONAL, optional.length) })
    .chain((chosen) =>
      fc.record(
        Object.fromEntries(
          Object.entries(fields).filter(
            ([name]) => required.includes(name) || chosen.includes(name),
          ),
        ),
      ),
    );
}

function queries({ query }: DocumentedOperation): fc.Arbitrary<Values> {
  const fields = Object.fromEntries(query.map(({ name, schema }) => [name, fitting(name, schema)]));
  const required = query.filter((parameter) => parameter.required === true);
  return someOf(
    fields,
    required.map(({ name }) => name),
  );
}

function bodies({ operationId, body }: DocumentedOperation): fc.Arbitrary<Body | undefined> {
  if (body === undefined) return fc.constant(undefined);
  const value = sentObject(body).map((one) => ({ ...UNDOCUMENTED[operationId], ...one }));
  const flat = value.filter((one) => Object.values(one).every((each) => each !== null));
  return fc.oneof(
    { arbitrary: value.map((one): Body => ({ as: 'json', value: one })), weight: 7 },
    { arbitrary: flat.map((one): Body => ({ as: 'form', value: one })), weight: 1 },
  );
}

function sentObject({ properties = {}, required = [], oneOf }: SentSchema): fc.Arbitrary<Values> {
  if (oneOf !== undefined) return fc.oneof(...oneOf.map(sentObject));
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, fitting(name, schema)]),
  );
  return someOf(fields, required);
}

/** Every way in which the document lets a request of an operation be wrong, one at a time. */
function violations(operation: DocumentedOperation): fc.Arbitrary<Violated> | undefined {
  const all = [
    ...violatedQueries(operation),
    ...(operation.body === undefined ? [] : violatedBodies(operation.body)),
    ...(operation.path.includes('{id}')
      ? [fc.constant<Violated>({ link: 'no id', violation: 'the path names no id' })]
      : []),
  ];
  return all.length === 0 ? undefined : fc.oneof(...all);
}

function violatedQueries(operation: DocumentedOperation): fc.Arbitrary<Violated>[] {
  return operation.query.flatMap(({ name, required, schema }) => {
    const wrong = breakingText(schema);
    return [
      ...(wrong === undefined
        ? []
        : [
            fc.tuple(queries(operation), wrong).map(
              ([query, value]): Violated => ({
                query: { ...query, [name]: value },
                violation: `${name} of the query is ${JSON.stringify(value)}`,
              }),
            ),
          ]),
      ...(required === true
        ? [
            queries(operation).map(
              (query): Violated => ({
                query: without(query, name),
                violation: `${name} of the query is missing`,
              }),
            ),
          ]
        : []),
    ];
  });
}

const NO_OBJECTS = ['[]', '"x"', '5', 'true', 'null', '[{}]'];
const NO_JSON = ['{', '{"a":}', 'x', "{'a':1}", '{"a":1,}', '\u0000'];

function violatedBodies(schema: SentSchema): fc.Arbitrary<Violated>[] {
  if (schema.oneOf !== undefined) return schema.oneOf.flatMap(violatedBodies);
  const { properties = {}, required = [] } = schema;
  const sound = sentObject(schema);
  const text = (texts: readonly string[], type: string): fc.Arbitrary<Violated> =>
    fc.constantFrom(...texts).map((one) => ({
      body: { as: 'text', type, text: one },
      violation: `the body is ${one} as ${type}`,
    }));
  return [
    text(NO_OBJECTS, 'application/json'),
    text(NO_JSON, 'application/json'),
    text(['{}', 'x'], 'text/plain'),
    ...Object.entries(properties).map(([name, one]) =>
      fc.tuple(sound, breaking(one)).map(
        ([value, wrong]): Violated => ({
          body: { as: 'json', value: { ...value, [name]: wrong } },
          violation: `${name} is ${JSON.stringify(wrong)}`.slice(0, 200),
        }),
      ),
    ),
    ...required.map((name) =>
      sound.map(
        (value): Violated => ({
          body: { as: 'json', value: without(value, name) },
          violation: `${name} is missing`,
        }),
      ),
    ),
  ];
}

function without(values: Values, name: string): Values {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}
