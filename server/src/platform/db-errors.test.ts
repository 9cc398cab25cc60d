import { expect, test } from 'vitest';
import { AppError } from './app-error.ts';
import { brokenConstraint, databaseFailure, isTransient } from './db-errors.ts';

function failed(code: string, more: { constraint?: string; message?: string } = {}): Error {
  return Object.assign(new Error(more.message ?? 'what the driver says'), { code, ...more });
}

test.each([
  ['a deadlock', '40P01', true],
  ['a serialisation failure', '40001', true],
  ['a broken unique constraint', '23505', false],
  ['a lock that waited too long', '55P03', false],
  ['a lost connection', '08006', false],
  ['a stopping server', '57P01', false],
])('%s (%s) may be run again: %s', (_, code, again) => {
  expect(isTransient(failed(code))).toBe(again);
});

test('an error without a code may not be run again', () => {
  expect(isTransient(new Error('deadlock detected'))).toBe(false);
});

test.each([
  ['a unique constraint', '23505'],
  ['an exclusion constraint', '23P01'],
  ['a check', '23514'],
  ['a foreign key', '23503'],
])('%s that a write broke is named', (_, code) => {
  expect(brokenConstraint(failed(code, { constraint: 'the_name' }))).toBe('the_name');
});

test.each([
  ['a broken rule without a name', failed('23502')],
  ['a constraint in another kind of error', failed('42704', { constraint: 'the_name' })],
  ['an error without a code', new Error('the_name')],
])('%s names no constraint', (_, error) => {
  expect(brokenConstraint(error)).toBeUndefined();
});

test.each([
  ['a lock that waited too long', failed('55P03')],
  ['a statement that took too long', failed('57014')],
  ['too many connections', failed('53300')],
  ['a configured limit', failed('53400')],
  ['a pool without a free connection', new Error('timeout exceeded when trying to connect')],
])('%s means that the database is busy', (_, error) => {
  const failure = databaseFailure(error);
  expect(failure).toBeInstanceOf(AppError);
  expect(failure).toMatchObject({ code: 'database_busy', cause: error });
  expect((failure as AppError).details.retryAfterSeconds).toBeGreaterThan(0);
});

test.each([
  ['a stopping server', failed('57P01')],
  ['a crashed server', failed('57P02')],
  ['a starting server', failed('57P03')],
  ['a stalled transaction', failed('25P03')],
  ['a full disk', failed('53100')],
  ['a standby', failed('25006')],
  ['a lost connection', failed('08006')],
  ['a failed connection', failed('08001')],
  ['a refused socket', failed('ECONNREFUSED')],
  ['a reset socket', failed('ECONNRESET')],
  ['a missing socket file', failed('ENOENT')],
  ['a broken pipe', failed('EPIPE')],
  ['a timeout of the network', failed('ETIMEDOUT')],
  ['an unknown host', failed('ENOTFOUND')],
  ['a name server that is away', failed('EAI_AGAIN')],
  ['an unreachable host', failed('EHOSTUNREACH')],
  ['a terminated connection', new Error('Connection terminated unexpectedly')],
  ['a connection that ended', new Error('Connection terminated due to connection timeout')],
  ['a broken client', new Error('Client has encountered a connection error and is not queryable')],
  ['a closed pool', new Error('Cannot use a pool after calling end on the pool')],
])('%s means that the database is away', (_, error) => {
  const failure = databaseFailure(error);
  expect(failure).toBeInstanceOf(AppError);
  expect(failure).toMatchObject({ code: 'database_unavailable', cause: error });
  expect((failure as AppError).details.retryAfterSeconds).toBeGreaterThan(0);
});

test('what the driver says is not repeated to callers', () => {
  const error = failed('57P01', { message: 'password authentication failed for user "ada"' });
  expect((databaseFailure(error) as AppError).message).not.toContain('ada');
});

test.each([
  ['a broken constraint', failed('23505', { constraint: 'the_name' })],
  ['a deadlock', failed('40P01')],
  ['a mistake in a statement', failed('42601')],
  ['an error without a code', new Error('something else')],
  ['a refusal of ours', new AppError('not_found', 'Not found.')],
])('%s passes unchanged', (_, error) => {
  expect(databaseFailure(error)).toBe(error);
});
