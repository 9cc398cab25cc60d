import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../platform/clock.ts';
import type { SamplePeople, SamplePerson } from '../workshop/sample-people.ts';
import { Refusal } from './answers.ts';
import type { TokenClaims, Tokens } from './tokens.ts';

/** What the five stand-ins share. The people are read anew for each request. */
export interface PlatformState {
  readonly people: SamplePeople;
  readonly tokens: Tokens;
  readonly clock: Clock;
}

/** Everybody who can sign in, the newest account first. */
export function accountsOf(people: SamplePeople): SamplePerson[] {
  return [...people.customers, ...people.employees, ...people.admins].sort((one, other) =>
    other.created_at.localeCompare(one.created_at),
  );
}

/**
 * The claims of the caller's access token. A missing or bad token is refused with 403, not 401:
 * the first authenticator of these services sends no challenge (contract 4).
 */
export async function callerOf(
  state: PlatformState,
  request: FastifyRequest,
): Promise<TokenClaims> {
  const header = request.headers.authorization ?? '';
  if (!header.startsWith('Bearer ')) {
    throw new Refusal(403, { detail: 'Authentication credentials were not provided.' });
  }
  const claims = await state.tokens.readAccess(header.slice('Bearer '.length).trim());
  if (claims === undefined) throw new Refusal(403, { detail: 'Invalid token' });
  return claims;
}
