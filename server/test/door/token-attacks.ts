import type { Forge } from './token-forge.ts';

/**
 * How a request is refused: the three answers of 401, the one of 403, and the two that the HTTP
 * parser gives to what is no request.
 */
export type Refusal =
  | 'invalid token'
  | 'no credentials'
  | 'two values'
  | 'no permission'
  | 'no request'
  | 'too large';

/** What goes over the wire besides `Host`. */
export interface Attempt {
  /** Raw header lines, one byte for each character. */
  readonly lines: readonly string[];
  readonly method?: string;
  /** Added to the path of the list of appointments. */
  readonly query?: string;
  readonly body?: string;
}

export interface Attack {
  readonly name: string;
  readonly refusal: Refusal;
  readonly attempt: (forge: Forge) => Attempt;
}

/** The usual way to send a token. */
export function bearer(token: string): Attempt {
  return { lines: [`Authorization: Bearer ${token}`] };
}

/** Attacks that send a token in the usual way. */
export function tokens(
  attacks: Readonly<Record<string, (forge: Forge) => string>>,
  refusal: Refusal = 'invalid token',
): Attack[] {
  return Object.entries(attacks).map(([name, token]) => ({
    name,
    refusal,
    attempt: (forge) => bearer(token(forge)),
  }));
}

/** An attack as a row of `test.each`, where names are not cut short. */
export function rowOf({ name, refusal, attempt }: Attack): [string, Refusal, Attack['attempt']] {
  return [name, refusal, attempt];
}
