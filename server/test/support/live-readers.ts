import { type IncomingMessage, request } from 'node:http';
import { expect } from 'vitest';
import { eventually } from './eventually.ts';

export interface ToldEvent {
  readonly id: string;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Somebody who follows the changes over a socket. */
export interface LiveReader {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Everything that has come, as it came. */
  text(): string;
  events(): ToldEvent[];
  /** Waits for an event that fits. */
  hears(expected: object): Promise<ToldEvent>;
  hasEnded(): boolean;
  /** Reads nothing any more. */
  stopReading(): void;
  leave(): void;
}

/** Opens a stream of `GET /api/v1/changes/` and waits for the head of its answer. */
export async function openReader(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<LiveReader> {
  const asked = request(`${url}/api/v1/changes/`, { agent: false, headers });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve).once('error', reject).end();
  });
  let text = '';
  let ended = false;
  answer.setEncoding('utf8');
  answer.on('data', (chunk: string) => {
    text += chunk;
  });
  // A stream that is cut is over as well.
  answer.on('error', () => undefined);
  answer.on('close', () => {
    ended = true;
  });
  const events = (): ToldEvent[] => eventsIn(text);
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    text: () => text,
    events,
    async hears(expected) {
      await eventually(() => expect(events()).toContainEqual(expect.objectContaining(expected)));
      return events().findLast((event) => fits(event, expected)) as ToldEvent;
    },
    hasEnded: () => ended,
    stopReading: () => void answer.pause(),
    leave: () => void asked.destroy(),
  };
}

function fits(event: ToldEvent, expected: object): boolean {
  try {
    expect(event).toEqual(expect.objectContaining(expected));
    return true;
  } catch {
    return false;
  }
}

function eventsIn(text: string): ToldEvent[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .map((block) => Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s, 2))))
    .filter(({ event }) => event !== undefined)
    .map(({ id, event, data }) => ({ id, event, data: JSON.parse(data) }));
}
