import { randomUUID, webcrypto } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import type { SamplePerson } from '../workshop/sample-people.ts';

const ACCESS_SECONDS = 60 * 60;
const REFRESH_SECONDS = 7 * 24 * 60 * 60;

const claimsSchema = z.object({
  token_type: z.string(),
  exp: z.number(),
  iat: z.number(),
  jti: z.string(),
  user_id: z.string(),
  user_role: z.string().default(''),
  email: z.string().default(''),
  first_name: z.string().default(''),
  last_name: z.string().default(''),
});
export type TokenClaims = z.infer<typeof claimsSchema>;

export interface TokenPair {
  refresh: string;
  access: string;
}

export interface Tokens {
  /** Makes the pair that a login gets. */
  issue(person: SamplePerson): Promise<TokenPair>;
  issueAccess(person: SamplePerson, ttlSeconds?: number): Promise<string>;
  /** Trades a refresh token for a new pair, once; answers why not otherwise. */
  rotate(refresh: string): Promise<TokenPair | 'invalid' | 'blacklisted'>;
  /** The claims of a valid access token, else undefined. */
  readAccess(token: string): Promise<TokenClaims | undefined>;
}

/** Signs and checks tokens the way the authentication service does (contract 3). */
export async function openTokens(secretKey: string, clock: Clock): Promise<Tokens> {
  // Imported once: jose would import the bytes again for each token.
  const key = await webcrypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(secretKey),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign', 'verify'],
  );
  const usedRefreshTokens = new Map<string, number>();
  const now = (): number => Math.floor(clock().getTime() / 1000);

  const sign = (claims: TokenClaims): Promise<string> =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(key);

  const read = async (token: string, type: string): Promise<TokenClaims | undefined> => {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        currentDate: clock(),
      });
      const claims = claimsSchema.safeParse(payload);
      return claims.success && claims.data.token_type === type ? claims.data : undefined;
    } catch {
      return undefined;
    }
  };

  const blacklist = (claims: TokenClaims): void => {
    for (const [jti, exp] of usedRefreshTokens) {
      if (exp <= now()) usedRefreshTokens.delete(jti);
    }
    usedRefreshTokens.set(claims.jti, claims.exp);
  };

  return {
    async issue(person) {
      const refresh = refreshClaims(identityOf(person), now());
      return {
        refresh: await sign(refresh),
        access: await sign(accessClaims(refresh, now() + ACCESS_SECONDS)),
      };
    },
    issueAccess(person, ttlSeconds = ACCESS_SECONDS) {
      const refresh = refreshClaims(identityOf(person), now());
      return sign(accessClaims(refresh, now() + ttlSeconds));
    },
    async rotate(refresh) {
      const old = await read(refresh, 'refresh');
      if (old === undefined) return 'invalid';
      // No await between this check and the entry, so that a token cannot be traded twice at once.
      if (usedRefreshTokens.has(old.jti)) return 'blacklisted';
      blacklist(old);
      return {
        access: await sign(accessClaims(old, now() + ACCESS_SECONDS)),
        refresh: await sign(refreshClaims(old, now())),
      };
    },
    readAccess: (token) => read(token, 'access'),
  };
}

type Identity = Pick<TokenClaims, 'user_id' | 'user_role' | 'email' | 'first_name' | 'last_name'>;

function identityOf(person: SamplePerson): Identity {
  const { user_id, user_role, email, first_name, last_name } = person;
  return { user_id, user_role, email, first_name, last_name };
}

function refreshClaims(identity: Identity, now: number): TokenClaims {
  const { user_id, user_role, email, first_name, last_name } = identity;
  return {
    token_type: 'refresh',
    exp: now + REFRESH_SECONDS,
    iat: now,
    jti: newTokenId(),
    user_id,
    user_role,
    email,
    first_name,
    last_name,
  };
}

/** An access token keeps the `iat` of the refresh token that it was made from. */
function accessClaims(refresh: TokenClaims, exp: number): TokenClaims {
  return { ...refresh, token_type: 'access', exp, jti: newTokenId() };
}

function newTokenId(): string {
  return randomUUID().replaceAll('-', '');
}
