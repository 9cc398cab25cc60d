import { AppError } from '../platform/app-error.ts';

export type LiveErrorCode = 'too_many_streams' | 'no_stream_left';

/** Answers a person who follows the changes on too many screens already. */
export function tooManyStreams(): AppError<LiveErrorCode> {
  return new AppError('too_many_streams', 'You follow the changes too many times already.', {
    retryAfterSeconds: 10,
  });
}

/** Answers when this process has no place for another reader, or is about to stop. */
export function noStreamLeft(): AppError<LiveErrorCode> {
  return new AppError('no_stream_left', 'Too many follow the changes here. Please try again.', {
    retryAfterSeconds: 2,
  });
}
