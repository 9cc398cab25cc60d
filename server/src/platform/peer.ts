import { bulkhead, ConstantBackoff, handleWhen, retry } from 'cockatiel';
import { type Gate, openGate } from './gate.ts';
import { askPeer, type PeerAnswer, PeerFailure } from './http-client.ts';
import type { Logger } from './log.ts';

/** A question to a peer, asked with the rights of the caller whose token it carries. */
export interface PeerQuestion {
  readonly path: string;
  readonly token: string;
  /** Whether something is decided on the answer, or it is only shown. */
  readonly purpose: 'decision' | 'display';
  readonly until: AbortSignal;
}

/** Another service of the platform. */
export interface Peer {
  readonly name: string;
  /** Answers what the peer says with a status below 500, else throws a PeerFailure. */
  ask(question: PeerQuestion): Promise<PeerAnswer>;
}

/** A call that was cut off sooner says more about the deadline than about the peer. */
const FAIR_CHANCE_MS = 500;
const REPEAT_AFTER_MS = 100;
/** A cold page asks for twenty names at once; who waits here is asked for only if it still helps. */
const DISPLAYS_AT_ONCE = 16;

/** Guards a peer: one repeat of a call that failed in passing, and gates while it does not answer. */
export function openPeer(name: string, url: string, log?: Logger): Peer {
  const gates: Gates = {
    reachable: openGate({
      onShut: () => log?.warn({ peer: name }, 'a service does not answer'),
      onOpen: () => log?.info({ peer: name }, 'the service answers again'),
    }),
    prompt: openGate(),
  };
  const budget = repeatBudget();
  const repeating = retry(
    handleWhen((error) => error instanceof PeerFailure && isPassing(error)),
    { maxAttempts: 1, backoff: new ConstantBackoff(REPEAT_AFTER_MS) },
  );
  repeating.onRetry(budget.spend);
  const displays = bulkhead(DISPLAYS_AT_ONCE, Number.POSITIVE_INFINITY);

  async function attempt({ path, token, purpose, until }: PeerQuestion): Promise<PeerAnswer> {
    if (until.aborted) throw new PeerFailure('too_late', url, 'no time is left to ask');
    const passed = purpose === 'decision' ? [gates.reachable] : [gates.prompt, gates.reachable];
    if (!passed.every((gate) => gate.admits()))
      throw new PeerFailure('not_asked', url, 'has not answered lately');
    const begun = performance.now();
    try {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await askPeer({ method: 'GET', url: url + path, headers, until });
      if (answer.status >= 500) throw new PeerFailure('faulty', url, `answered ${answer.status}`);
      for (const gate of passed) gate.answered();
      return answer;
    } catch (error) {
      if (!(error instanceof PeerFailure)) throw error;
      const cutOff = error.kind === 'too_late' && performance.now() - begun < FAIR_CHANCE_MS;
      if (error.kind === 'unusable') for (const gate of passed) gate.answered();
      else if (!cutOff) for (const gate of blamed(gates, purpose, error)) gate.failed();
      throw error;
    }
  }

  // Decisions never wait for each other: those that hang would hold up one that would succeed.
  const inTurn = (question: PeerQuestion): Promise<PeerAnswer> =>
    question.purpose === 'decision' ? attempt(question) : displays.execute(() => attempt(question));

  return {
    name,
    async ask(question) {
      if (!budget.allows()) return await inTurn(question);
      return await repeating.execute(() => inTurn(question), question.until);
    },
  };
}

/**
 * Everything passes the gate `reachable`; look-ups for display pass `prompt` before. So a peer that
 * is too slow for display, or fails on a record that is only shown, is still asked for decisions,
 * which wait longer and ask about another record. That nobody listens is true for both.
 */
interface Gates {
  readonly reachable: Gate;
  readonly prompt: Gate;
}

function blamed(gates: Gates, purpose: PeerQuestion['purpose'], failure: PeerFailure): Gate[] {
  if (purpose === 'decision') return [gates.reachable];
  return failure.kind === 'unreachable' ? [gates.prompt, gates.reachable] : [gates.prompt];
}

// A peer that was too slow would be asked for the same again while it is still at the first.
function isPassing(failure: PeerFailure): boolean {
  return failure.kind === 'unreachable' || failure.kind === 'faulty';
}

const CALLS_PER_REPEAT = 10;
const MOST_REPEATS_SAVED = 10;

/** Repeats add a tenth to the calls at most, so that a struggling peer is not pushed over. */
function repeatBudget(): { allows(): boolean; spend(): void } {
  let saved = MOST_REPEATS_SAVED;
  return {
    allows() {
      saved = Math.min(saved + 1 / CALLS_PER_REPEAT, MOST_REPEATS_SAVED);
      return saved >= 1;
    },
    spend() {
      saved -= 1;
    },
  };
}
