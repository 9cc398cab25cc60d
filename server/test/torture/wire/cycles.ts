import { type Message, opensSession, textsOf } from './framing.ts';

/** What a client sends at one go: it passes as a whole, and has one answer if any. */
export interface Cycle {
  readonly messages: readonly Message[];
  /** The SQL that it runs; empty for what is no statement. */
  readonly sql: string;
  /** Whether the server ends its answer with ReadyForQuery. */
  readonly answered: boolean;
}

/** Takes message after message and gives a cycle when one is complete. */
export type CycleReader = (message: Message) => Cycle | undefined;

const COMMIT = /(?:^|;)\s*commit(?:\s+(?:work|transaction))?\s*(?:;|$)/i;

/** Whether a cycle ends a transaction by COMMIT, whichever way it is sent. */
export function commits(cycle: Cycle): boolean {
  return COMMIT.test(cycle.sql);
}

/** Groups a client's messages: a simple query alone, the extended ones up to Sync or Flush. */
export function cycleReader(): CycleReader {
  const statements = new Map<string, string>();
  const portals = new Map<string, string>();
  let messages: Message[] = [];
  let executed: string[] = [];

  const done = (message: Message, cycle: Omit<Cycle, 'messages'>): Cycle => {
    const complete = { messages: [...messages, message], ...cycle };
    messages = [];
    executed = [];
    return complete;
  };

  return (message) => {
    const [first = '', second = ''] = namesOf(message);
    switch (message.type) {
      case 'Q':
        return done(message, { sql: first, answered: true });
      case 'S':
        return done(message, { sql: executed.join('; '), answered: true });
      case 'P':
        statements.set(first, second);
        break;
      case 'B':
        portals.set(first, statements.get(second) ?? '');
        break;
      case 'E':
        executed.push(portals.get(first) ?? '');
        break;
      case 'D':
      case 'C':
        break;
      // Flush, passwords, COPY, function calls and goodbyes: nothing that a fault is about.
      default:
        return done(message, { sql: '', answered: opensSession(message) });
    }
    messages.push(message);
    return undefined;
  };
}

function namesOf(message: Message): string[] {
  const counts: Readonly<Record<string, number>> = { Q: 1, P: 2, B: 2, E: 1 };
  return textsOf(message, counts[message.type] ?? 0);
}
