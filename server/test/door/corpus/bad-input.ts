/** Who sends a case. */
export type Caller = 'admin' | 'employee' | 'customer' | 'nobody';

export type Method =
  | 'GET'
  | 'HEAD'
  | 'POST'
  | 'PUT'
  | 'PATCH'
  | 'DELETE'
  | 'OPTIONS'
  | 'TRACE'
  | 'PROPFIND';

export interface Expected {
  /** The status, or the few that are all right. */
  readonly status: number | readonly number[];
  /** Why more than one status is all right. */
  readonly because?: string;
  /** Exactly these fields are named by a refusal. */
  readonly fields?: readonly string[];
  /** The body, or as much of it as `toMatchObject` asks. */
  readonly answer?: unknown;
  /** Headers of the answer, exactly. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /** What the row holds afterwards, by column. */
  readonly stored?: Readonly<Record<string, unknown>>;
  /** The reason of the newest history line of the `{fresh}` appointment. */
  readonly reason?: string;
}

/**
 * One request of the corpus and its right answer. Paths and text may name rows: `{appointment}` and
 * `{slot}` are shared and stay as they are; `{fresh}`, `{freshSlot}` and `{date}` are made for it.
 * `{appointment completed}` and `{fresh completed}` are in that status, the others pending.
 */
export interface BadInput extends Expected {
  /** Unique in its category. */
  readonly what: string;
  /** Default: an admin. */
  readonly by?: Caller;
  /** Default: POST. */
  readonly method?: Method;
  /** The whole path with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects are sent as JSON; text and bytes as they are, under the headers' type. */
  readonly payload?: object | string | undefined;
}

export const API = '/api/v1';
export const JSON_TYPE = { 'content-type': 'application/json' };
export const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

/** A value shortened for the name of a case. */
export function shown(value: unknown, longest = 60): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const plain = JSON.stringify(text).slice(1, -1);
  if (plain.length <= longest) return plain;
  return `${plain.slice(0, 30)}…${plain.slice(-10)} (${text.length})`;
}

/** Every pair of two lists. */
export function pairs<One, Other>(
  ones: readonly One[],
  others: readonly Other[],
): (readonly [One, Other])[] {
  return ones.flatMap((one) => others.map((other) => [one, other] as const));
}
