import type { Reply } from './exchanges.ts';

/** A place where two answers differ, such as `body.results[0].status`. */
export interface Difference {
  readonly where: string;
  readonly recorded: unknown;
  readonly ours: unknown;
}

/** Which of our ids and timestamps stands for which recorded one; grows while answers are compared. */
export interface Counterparts {
  readonly ids: Map<string, string>;
  readonly timestamps: Map<string, string>;
}

const HEADERS = [
  'content-type',
  'allow',
  'location',
  'www-authenticate',
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-max-age',
  'x-frame-options',
  'x-content-type-options',
  'referrer-policy',
];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{6})?Z$/;

/** Everything in which our answer differs from the recorded one. */
export function differencesOf(recorded: Reply, ours: Reply, known: Counterparts): Difference[] {
  const headers = HEADERS.flatMap((name) =>
    differing(`headers.${name}`, recorded.headers[name], ours.headers[name]),
  );
  // The body of another status is another kind of body: it differs as a whole.
  const body =
    recorded.status === ours.status
      ? compare('body', recorded.body, ours.body, known)
      : differing('body', recorded.body, ours.body);
  return [...differing('status', recorded.status, ours.status), ...headers, ...body];
}

function differing(where: string, recorded: unknown, ours: unknown): Difference[] {
  return recorded === ours ? [] : [{ where, recorded, ours }];
}

function compare(
  where: string,
  recorded: unknown,
  ours: unknown,
  known: Counterparts,
): Difference[] {
  if (Array.isArray(recorded) && Array.isArray(ours)) {
    const partners = recorded.length === ours.length ? ours : partnersOf(recorded, ours, known);
    const differences = recorded.flatMap((item, index) =>
      compare(`${where}[${index}]`, item, partners[index], known),
    );
    const strangers = ours.filter((item) => !partners.includes(item));
    return strangers.length === 0 ? differences : [...differences, { where, recorded, ours }];
  }
  if (isObject(recorded) && isObject(ours)) {
    const keys = [...new Set([...Object.keys(recorded), ...Object.keys(ours)])];
    const differences = keys.flatMap((key) =>
      compare(`${where}.${key}`, recorded[key], ours[key], known),
    );
    return keepsOrder(recorded, ours)
      ? differences
      : [
          ...differences,
          { where: `${where} keys`, recorded: Object.keys(recorded), ours: Object.keys(ours) },
        ];
  }
  return isSame(where, recorded, ours, known) ? [] : [{ where, recorded, ours }];
}

/** Whether the keys that both have come first and in the recorded order (contract 9.4). */
function keepsOrder(recorded: object, ours: object): boolean {
  const shared = Object.keys(recorded).filter((key) => Object.hasOwn(ours, key));
  return Object.keys(ours).slice(0, shared.length).join() === shared.join();
}

/** For each recorded object the one of ours with its id, if there is one. */
function partnersOf(
  recorded: readonly unknown[],
  ours: readonly unknown[],
  { ids }: Counterparts,
): unknown[] {
  const idOf = (item: unknown): unknown => (isObject(item) ? item.id : undefined);
  return recorded.map((item) => {
    const wanted = ids.get(String(idOf(item)));
    return ours.find((candidate) => wanted !== undefined && idOf(candidate) === wanted);
  });
}

function isSame(where: string, recorded: unknown, ours: unknown, known: Counterparts): boolean {
  if (typeof recorded !== 'string' || typeof ours !== 'string') return recorded === ours;
  if (UUID.test(recorded) && UUID.test(ours))
    return counterpart(known.ids, recorded, where.endsWith('.id') ? ours : undefined) === ours;
  if (TIMESTAMP.test(recorded) && TIMESTAMP.test(ours))
    return counterpart(known.timestamps, recorded, ours) === ours;
  return recorded === ours;
}

/** Ours for a recorded value; a value that is met for the first time gets `offered`. */
function counterpart(
  known: Map<string, string>,
  recorded: string,
  offered: string | undefined,
): string | undefined {
  if (!known.has(recorded) && offered !== undefined) known.set(recorded, offered);
  return known.get(recorded);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
