import { createHash } from 'node:crypto';
import {
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JWTPayload,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { type Actor, ROLES } from '../platform/actor.ts';
import { AppError, type PlatformErrorCode, permissionDenied } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { uuidOf } from './values.ts';

export interface TokenSettings {
  /** The key that the platform signs with, HS256. */
  readonly secretKey: string;
  /** An issuer whose key set is accepted besides (contract 9.13). */
  readonly jwks?: { readonly url: string; readonly issuer: string | undefined } | undefined;
  readonly clock: Clock;
}

/** Turns an `Authorization` header into the actor, or throws the 401 or 403 of contract 1.4. */
export type Authenticate = (header: string | undefined) => Promise<Actor>;

interface VerifiedToken {
  readonly claims: JWTPayload;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

interface Verified {
  readonly claims: JWTPayload;
  /** By the key that the platform shares, which does not change while the service runs. */
  readonly bySharedKey: boolean;
}

const SHARED_KEY_ALGORITHMS = ['HS256'];
const KEY_SET_ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
/** Codes of a key set that did not come, as against a token that is wrong. */
const KEYS_NOT_FETCHED = ['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC'];
const REMEMBERED_TOKENS = 10_000;

/**
 * Builds the check of access tokens. A verified token of the platform is remembered until it
 * expires; one by a key set is not, for its key may be withdrawn any time.
 */
export function authenticator(settings: TokenSettings): Authenticate {
  const verify = tokenVerifier(settings);
  // Verifying costs more than the rest of a small request, and a browser sends the same token often.
  const verified = new LRUCache<string, VerifiedToken>({ max: REMEMBERED_TOKENS });

  return async (header) => {
    const token = bearerToken(header);
    const fingerprint = createHash('sha256').update(token).digest('base64');
    const now = settings.clock().getTime() / 1000;
    const known = verified.get(fingerprint);
    if (known !== undefined && known.expiresAt > now) return actorFromClaims(known.claims, token);
    const { claims, bySharedKey } = await verify(token);
    if (bySharedKey) verified.set(fingerprint, { claims, expiresAt: claims.exp as number });
    return actorFromClaims(claims, token);
  };
}

function bearerToken(header: string | undefined): string {
  // Blanks and tabs only: to JavaScript a no-break space is a blank too.
  const [scheme, token, ...rest] = (header ?? '').replace(/^[ \t]+|[ \t]+$/g, '').split(/[ \t]+/);
  if (scheme !== 'Bearer')
    throw new AppError<PlatformErrorCode>(
      'not_authenticated',
      'Authentication credentials were not provided.',
    );
  if (token === undefined || rest.length > 0) throw badHeader();
  return token;
}

/** The refusal of a header that is not `Bearer` and one token, or that comes twice. */
export function badHeader(): AppError<PlatformErrorCode> {
  return new AppError(
    'bad_authorization_header',
    'Authorization header must contain two space-delimited values',
  );
}

/** When the token of a verified actor expires, in milliseconds since 1970. */
export function expiryOf({ token }: Pick<Actor, 'token'>): number {
  return (decodeJwt(token).exp as number) * 1_000;
}

/** Base64url in its one spelling: no padding, no other letters, no unused bits (RFC 7515, 2). */
function isCanonical(token: string): boolean {
  return token
    .split('.')
    .every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}

function tokenVerifier(settings: TokenSettings): (token: string) => Promise<Verified> {
  const secret = new TextEncoder().encode(settings.secretKey);
  const keySet = settings.jwks && createRemoteJWKSet(new URL(settings.jwks.url));
  const issuer = settings.jwks?.issuer;
  const byIssuer = (token: string, common: JWTVerifyOptions) => {
    if (keySet === undefined) throw invalidToken();
    const options = { ...common, ...(issuer === undefined ? {} : { issuer }) };
    return jwtVerify(token, keySet, { ...options, algorithms: KEY_SET_ALGORITHMS }).catch(
      (cause: unknown) => {
        throw refusal(cause);
      },
    );
  };
  return async (token) => {
    // The library takes every spelling of the same bytes, and the signature does not sign its own.
    if (!isCanonical(token)) throw invalidToken();
    const now = settings.clock();
    const common = { currentDate: now, requiredClaims: ['exp'] };
    const byPlatform = await jwtVerify(token, secret, {
      ...common,
      algorithms: SHARED_KEY_ALGORITHMS,
    }).catch((error: unknown) => {
      if (keySet === undefined) throw invalidToken(error);
      return undefined;
    });
    const { payload } = byPlatform ?? (await byIssuer(token, common));
    refuseUnlessAccess(payload, now);
    return { claims: payload, bySharedKey: byPlatform !== undefined };
  };
}

// The library checks signature, algorithm, `exp` and `nbf`; the rest is the platform's own (contract 3).
function refuseUnlessAccess(claims: JWTPayload, now: Date): void {
  const issuedLater = claims.iat !== undefined && claims.iat > now.getTime() / 1000;
  const sound =
    claims.token_type === 'access' &&
    Number.isFinite(claims.exp) &&
    !issuedLater &&
    typeof claims.user_id === 'string' &&
    uuidOf(claims.user_id) !== undefined;
  if (!sound) throw invalidToken();
}

function actorFromClaims(claims: JWTPayload, token: string): Actor {
  const role = ROLES.find((known) => known === claims.user_role);
  // An unknown or missing role may do nothing at all (contract 9.14).
  if (role === undefined) throw permissionDenied();
  return { userId: uuidOf(String(claims.user_id)) as string, role, token };
}

// Browsers sign out on 401, so it is never the answer to a key set that cannot be fetched (trap 3).
function refusal(cause: unknown): AppError<PlatformErrorCode> {
  if (cause instanceof errors.JOSEError && !KEYS_NOT_FETCHED.includes(cause.code))
    return invalidToken(cause);
  return new AppError('login_unavailable', 'The token cannot be checked now. Please try again.', {
    retryAfterSeconds: 2,
    cause,
  });
}

function invalidToken(cause?: unknown): AppError<PlatformErrorCode> {
  return new AppError('invalid_token', 'Invalid token', { cause });
}
