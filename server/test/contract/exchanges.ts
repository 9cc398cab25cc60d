import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Caller = 'nobody' | 'customer' | 'employee' | 'admin';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** A request to the service that this one replaces, and its answer. */
export interface Exchange {
  readonly name: string;
  readonly as: Caller;
  readonly request: {
    readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    /** Sent as it stands, with the content type among the headers. */
    readonly raw?: string;
  };
  readonly response: Reply;
}

/** The recorded exchanges in their order: later ones speak of what earlier ones made. */
export function recordedExchanges(): Exchange[] {
  const text = readFileSync(join(import.meta.dirname, 'exchanges.jsonl'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Exchange);
}
