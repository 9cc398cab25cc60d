import { AppError } from '../platform/app-error.ts';

export type DirectoryErrorCode = 'directory_unavailable';

/** A service that has to be asked before writing gave no usable answer; nothing was written. */
export function directoryUnavailable(
  service: string,
  cause?: unknown,
): AppError<DirectoryErrorCode> {
  return new AppError(
    'directory_unavailable',
    `The ${service} service is not available. Please try again.`,
    { retryAfterSeconds: 2, cause },
  );
}
