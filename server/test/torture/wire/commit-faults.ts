import { type Cycle, commits } from './cycles.ts';
import { extendedQuery, type Message, simpleQuery } from './framing.ts';

/** What becomes of a cycle on its way. */
export type Fate =
  | 'passes'
  /** The server runs it; its answer and the connection are lost. */
  | 'answer lost'
  /** It is lost itself, and the connection with it. */
  | 'lost'
  /** The server is told to roll back instead, and says so. */
  | 'rolled back';

/** Faults that wait for the next COMMITs, in the order in which they were asked for. */
export interface CommitFaults {
  /** How many have not happened yet. */
  readonly left: number;
  plan(fate: Fate, count: number): void;
  /** Takes the fault that is next off the list if the cycle is a COMMIT. */
  fateOf(cycle: Cycle): Fate;
  /** Gives up those that have not happened. */
  clear(): void;
}

/** Starts with an empty list. */
export function commitFaults(): CommitFaults {
  let planned: Fate[] = [];
  return {
    get left() {
      return planned.length;
    },
    plan(fate, count) {
      planned.push(...Array.from({ length: count }, () => fate));
    },
    fateOf: (cycle) => (commits(cycle) ? (planned.shift() ?? 'passes') : 'passes'),
    clear() {
      planned = [];
    },
  };
}

/** The messages that roll back where a COMMIT was meant, in the protocol that it came in. */
export function rollbackInstead({ messages }: Cycle): Message[] {
  if (messages[0]?.type === 'Q') return [simpleQuery('rollback')];
  // What the client has prepared must be there when it comes back to it.
  const prepared = messages.filter(({ type }) => type === 'P');
  return [...prepared, ...extendedQuery('rollback'), ...messages.slice(-1)];
}
