import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RateLimitSettings } from '../config.ts';
import { type Actor, isStaff } from '../platform/actor.ts';
import { AppError, type PlatformErrorCode } from '../platform/app-error.ts';
import { type RateLimiter, WINDOW_SECONDS } from '../platform/rate-limiter.ts';

export interface RateLimits extends RateLimitSettings {
  readonly limiter: RateLimiter;
}

/** Counts a request of this person; throws `rate_limited` beyond the limit. */
export async function countUser(
  limits: RateLimits | undefined,
  actor: Actor,
  reply: FastifyReply,
): Promise<void> {
  if (limits === undefined) return;
  const limit = isStaff(actor) ? limits.staff : limits.customer;
  await count(limits, `user:${actor.userId}`, limit, reply);
}

/** Counts a request of somebody unknown by address, where a proxy names it. */
export async function countStranger(
  limits: RateLimits | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (limits !== undefined) await countAddress(limits, 'address', limits.address, request, reply);
}

/** Counts what anybody may read without a token, apart from the sign-ins of the same address. */
export async function countOpenRead(
  limits: RateLimits | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (limits !== undefined) await countAddress(limits, 'open', limits.customer, request, reply);
}

async function countAddress(
  limits: RateLimits,
  kind: 'address' | 'open',
  limit: number,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (!limits.trustProxy) return;
  const address = forwardedFor(request.headers['x-forwarded-for']);
  if (address !== undefined) await count(limits, `${kind}:${address}`, limit, reply);
}

async function count(
  limits: RateLimits,
  key: string,
  limit: number,
  reply: FastifyReply,
): Promise<void> {
  const { remaining, reset, exceeded } = await limits.limiter(key, limit);
  reply.headers({
    'ratelimit-policy': `${limit};w=${WINDOW_SECONDS}`,
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(reset),
  });
  if (exceeded)
    throw new AppError<PlatformErrorCode>(
      'rate_limited',
      `Request was throttled. Expected available in ${reset} seconds.`,
      { retryAfterSeconds: reset },
    );
}

// The last address is the one that our own proxy has seen; those before it are hearsay.
function forwardedFor(header: string | string[] | undefined): string | undefined {
  return [header].flat().join(',').split(',').at(-1)?.trim().slice(0, 64) || undefined;
}
