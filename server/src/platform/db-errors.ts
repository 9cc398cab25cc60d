import { AppError, type PlatformErrorCode } from './app-error.ts';

/** Deadlock and serialisation failure: the same transaction may succeed when run again. */
const TRANSIENT = new Set(['40P01', '40001']);
/** Lock or statement waited too long, or no connection slot was left. */
const BUSY = new Set(['55P03', '57014', '53300', '53400']);
/** The server is stopping, starting or gone; 25P03 is its answer to a stalled transaction. */
const UNAVAILABLE = new Set(['57P01', '57P02', '57P03', '25P03', '25P04', '53100', '25006']);
const SOCKET = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ECONNABORTED',
]);
const DRIVER_MESSAGES = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed',
  'Cannot use a pool after calling end',
  'Query read timeout',
  'timeout expired',
];

interface Coded {
  readonly code?: string;
  readonly constraint?: string;
  readonly message?: string;
}

/** Whether the same transaction may be run again. */
export function isTransient(error: unknown): boolean {
  return TRANSIENT.has((error as Coded).code ?? '');
}

/** Whether a statement gave up waiting for a lock. */
export function isLockTimeout(error: unknown): boolean {
  return (error as Coded).code === '55P03';
}

/** The name of the constraint that a write broke, if that is what went wrong. */
export function brokenConstraint(error: unknown): string | undefined {
  const { code, constraint } = error as Coded;
  return code !== undefined && /^23/.test(code) ? constraint : undefined;
}

/** Answers for a connection, a lock or a turn that did not come in time; nothing was written. */
export function databaseBusy(cause: unknown): AppError<PlatformErrorCode> {
  return new AppError('database_busy', 'The service is busy. Please try again.', {
    retryAfterSeconds: 2,
    cause,
  });
}

/** Answers when more wait than can be served in time; nothing was written. */
export function overloaded(): AppError<PlatformErrorCode> {
  return new AppError('overloaded', 'The service has too much to do. Please try again.', {
    retryAfterSeconds: 2,
  });
}

/** Answers while the database is away; nothing was written. */
export function databaseUnavailable(cause: unknown): AppError<PlatformErrorCode> {
  return new AppError('database_unavailable', 'The database is not available. Please try again.', {
    retryAfterSeconds: 2,
    cause,
  });
}

/** A driver's error as ours, when it says that the database is away or busy; else unchanged. */
export function databaseFailure(error: unknown): unknown {
  const { code = '', message = '' } = error as Coded;
  if (BUSY.has(code) || message.includes('timeout exceeded when trying to connect'))
    return databaseBusy(error);
  const away =
    UNAVAILABLE.has(code) ||
    SOCKET.has(code) ||
    code.startsWith('08') ||
    DRIVER_MESSAGES.some((text) => message.includes(text));
  return away ? databaseUnavailable(error) : error;
}
