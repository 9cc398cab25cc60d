import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** A logger of JSON lines on standard output that never writes a credential. */
export function createLog(level: string): Logger {
  return pino({
    level,
    redact: {
      paths: ['req.headers', 'headers', 'authorization', '*.authorization', 'token', '*.token'],
      censor: '[redacted]',
    },
  });
}
