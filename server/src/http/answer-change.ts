import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, type PlatformErrorCode } from '../platform/app-error.ts';
import { type Change, type ChangeKey, entityTag } from '../platform/change.ts';
import {
  AlreadyMade,
  findChange,
  type KnownChange,
  keepAnswer,
  type StoredAnswer,
} from '../platform/change-keys.ts';
import type { Db } from '../platform/db.ts';
import { actorOf } from './guard.ts';
import { readIfMatch } from './preconditions.ts';

/** What a door does with a request that changes something. */
export interface ChangeDoor<Result> {
  readonly status: 200 | 201 | 204;
  /** Runs the use case. */
  readonly make: (change: Change) => Promise<Result>;
  /** Dresses its result for the wire; without it the answer has no body. */
  readonly present?: (result: Result) => unknown;
  /** The version that the answer shows, where it shows one. */
  readonly versionOf?: (result: Result) => number;
}

export interface ChangeDeps {
  readonly db: Db;
  /** Called after every committed change: there may be something to deliver. */
  readonly onCommitted: () => void;
}

/** How long an answer that is ready may try to be kept. */
const KEEP_MS = 3_000;
const KEEP_AGAIN_MS = 100;
/** Visible ASCII is what a header carries everywhere. */
const USABLE_KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Answers a request that changes something. A caller that sends an `Idempotency-Key` may repeat the
 * request for 24 hours: the change is made once and answered byte for byte as the first time. What
 * was refused or failed has changed nothing and leaves the key free.
 */
export async function answerChange<Result>(
  deps: ChangeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  door: ChangeDoor<Result>,
): Promise<FastifyReply> {
  const change = changeOf(request);
  const earlier = change.key.fromCaller ? await findChange(deps.db, change) : undefined;
  const known: Known = earlier ?? (await madeNow(deps, change, door));
  if (known.request_hash !== change.key.requestHash) throw keyReused();
  const isRepeat = known.isNew !== true;
  if (isRepeat) reply.header('idempotency-replayed', 'true');
  if (known.answer !== null) return await send(reply, known.answer);
  const answer = await rendered(reply, door, known.result as Result);
  return await send(reply, change.key.fromCaller ? await kept(deps.db, change, answer) : answer);
}

interface Known extends KnownChange {
  /** Whether this very request made the change. */
  readonly isNew?: true;
}

async function madeNow<Result>(
  deps: ChangeDeps,
  change: Change,
  door: ChangeDoor<Result>,
): Promise<Known> {
  try {
    const result = await door.make(change);
    deps.onCommitted();
    return { request_hash: change.key.requestHash, result, answer: null, isNew: true };
  } catch (error) {
    if (error instanceof AlreadyMade) return error.known;
    throw error;
  }
}

async function rendered<Result>(
  reply: FastifyReply,
  door: ChangeDoor<Result>,
  result: Result,
): Promise<StoredAnswer> {
  const { status, present, versionOf } = door;
  const body = present === undefined ? undefined : await present(result);
  reply.code(status);
  return {
    status,
    etag: versionOf === undefined ? null : entityTag(versionOf(result)),
    body: body === undefined ? '' : String(reply.serialize(body)),
  };
}

// An answer that nobody would hear again must not go out: the repeat would be told another one.
async function kept(db: Db, change: Change, answer: StoredAnswer): Promise<StoredAnswer> {
  const end = performance.now() + KEEP_MS;
  for (;;) {
    try {
      return await keepAnswer(db, change, answer);
    } catch (cause) {
      if (performance.now() > end) throw notKept(cause);
      await sleep(KEEP_AGAIN_MS);
    }
  }
}

function notKept(cause: unknown): AppError<PlatformErrorCode> {
  return new AppError<PlatformErrorCode>(
    'outcome_unknown',
    'The change was made but the answer could not be kept. Please repeat the request with the same Idempotency-Key.',
    { retryAfterSeconds: 2, cause },
  );
}

async function send(reply: FastifyReply, answer: StoredAnswer): Promise<FastifyReply> {
  reply.code(answer.status);
  if (answer.etag !== null) reply.header('etag', answer.etag);
  if (answer.body === '') return await reply.send();
  return await reply.type('application/json').send(answer.body);
}

function changeOf(request: FastifyRequest): Change {
  return {
    actor: actorOf(request),
    requestId: request.id,
    key: keyOf(request),
    ifMatch: readIfMatch(request.headers['if-match']),
  };
}

function keyOf(request: FastifyRequest): ChangeKey {
  const given = request.headers['idempotency-key'];
  const operation = request.routeOptions.schema?.operationId;
  if (operation === undefined) throw new Error('A route that changes something needs a name.');
  if (given === undefined)
    return { operation, key: randomUUID(), requestHash: '', fromCaller: false };
  if (typeof given !== 'string' || !USABLE_KEY.test(given))
    throw new AppError<PlatformErrorCode>(
      'idempotency_key_invalid',
      'The Idempotency-Key must have 1 to 255 visible ASCII characters.',
    );
  // What was understood counts, not how it was spelled: key order, blanks, JSON or form. The role
  // counts, for it decides what the kept answer may show.
  const { params, routeOptions } = request;
  const body = routeOptions.schema?.body === undefined ? null : request.body;
  const { role } = actorOf(request);
  const requestHash = createHash('sha256')
    .update(JSON.stringify([role, params, body]))
    .digest('hex');
  return { operation, key: given, requestHash, fromCaller: true };
}

function keyReused(): AppError<PlatformErrorCode> {
  return new AppError(
    'idempotency_key_reused',
    'This Idempotency-Key was used for another request.',
  );
}
