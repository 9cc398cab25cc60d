import type { Actor } from './actor.ts';
import { AppError, type PlatformErrorCode } from './app-error.ts';

/** A change that somebody asks for: who, how it came, and what makes it safe to ask twice. */
export interface Change {
  readonly actor: Actor;
  /** The `X-Request-Id` under which it is logged. */
  readonly requestId: string;
  readonly key: ChangeKey;
  /** Entity tags of `If-Match`, one of which has to be current; `*` for any, undefined for no condition. */
  readonly ifMatch?: '*' | readonly string[] | undefined;
}

/** What tells one change from another; the same key never changes anything twice. */
export interface ChangeKey {
  readonly operation: string;
  /** The caller's `Idempotency-Key`, or one made for this change. */
  readonly key: string;
  /** SHA-256 over the role of the caller, path and body, in hex. */
  readonly requestHash: string;
  /** Whether the caller knows the key and may come back with it. */
  readonly fromCaller: boolean;
}

/** The entity tag of a version, as it stands in `ETag` and `If-Match`. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/** Refuses a change that was meant for another version than the current one (RFC 9110, 13.1.1). */
export function refuseUnlessCurrent(change: Pick<Change, 'ifMatch'>, version: number): void {
  const { ifMatch } = change;
  if (ifMatch === undefined || ifMatch === '*' || ifMatch.includes(entityTag(version))) return;
  throw new AppError<PlatformErrorCode>(
    'precondition_failed',
    'It has been changed in the meantime. Please look at it again.',
  );
}
