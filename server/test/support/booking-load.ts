import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './client.ts';
import { dayAhead, type Fleet } from './fleet.ts';
import { type CarOwner, nth } from './people.ts';

/** One booking that the load asked for, and what became of it. */
export interface Attempt {
  readonly number: number;
  readonly owner: CarOwner;
  readonly date: string;
  readonly time: string;
  readonly milliseconds: number;
  readonly finishedAt: number;
  /** Undefined when the connection broke or never stood. */
  readonly answer: Answer<unknown> | undefined;
  readonly outcome: Outcome;
}

export type Outcome =
  /** 201 */
  | 'acknowledged'
  /** 400: no place left. */
  | 'refused'
  /** 503 that promises that nothing was written. */
  | 'unavailable'
  /** 503 that says that it may have been written, or no answer at all. */
  | 'in doubt'
  /** Nobody listened. */
  | 'not sent'
  | 'unexpected';

/** Bookings without a pause from several callers, as long as it runs. */
export interface Load {
  readonly attempts: readonly Attempt[];
  count(outcome: Outcome): number;
  /** Lets every caller finish what it asked for. */
  stop(): Promise<void>;
}

/** Four callers want each hour of three places; the hours go round many days. */
const CALLERS_AN_HOUR = 4;
const DAYS = 21;
const FIRST_DAY = 30;
const HOURS_A_DAY = 24;
const REST_MS = 30;

/** Starts to book; every attempt has a customer and an hour of its own, and is never repeated. */
export function startLoad(fleet: Fleet, loops: number): Load {
  const attempts: Attempt[] = [];
  let number = 0;
  let stopping = false;

  async function loop(): Promise<void> {
    while (!stopping) {
      number += 1;
      const attempt = await book(fleet, number);
      attempts.push(attempt);
      // A caller that was turned away does not ask again at once.
      if (attempt.outcome !== 'acknowledged') await sleep(REST_MS);
    }
  }

  const running = Promise.all(Array.from({ length: loops }, loop));
  return {
    attempts,
    count: (outcome) => attempts.filter((attempt) => attempt.outcome === outcome).length,
    async stop() {
      stopping = true;
      await running;
    },
  };
}

async function book(fleet: Fleet, number: number): Promise<Attempt> {
  const hours = Math.floor(number / CALLERS_AN_HOUR);
  const round = Math.floor(hours / (DAYS * HOURS_A_DAY));
  const date = dayAhead(FIRST_DAY + round * DAYS + (hours % DAYS));
  const hour = Math.floor(hours / DAYS) % HOURS_A_DAY;
  const time = `${String(hour).padStart(2, '0')}:00:00`;
  const owner = nth(fleet.owners, number % fleet.owners.length);
  const begun = Date.now();
  const { answer, outcome } = await outcomeOf(
    fleet.as(owner.person).book(owner, {
      scheduled_date: date,
      scheduled_time: time,
      duration_minutes: 60,
      customer_notes: `attempt ${number}`,
    }),
  );
  const finishedAt = Date.now();
  return {
    ...{ number, owner, date, time, finishedAt, answer, outcome },
    milliseconds: finishedAt - begun,
  };
}

async function outcomeOf(
  asked: Promise<Answer<unknown>>,
): Promise<{ answer: Answer<unknown> | undefined; outcome: Outcome }> {
  try {
    const answer = await asked;
    return { answer, outcome: meaningOf(answer) };
  } catch (error) {
    const { cause, name } = error as Error;
    const refused = (cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED';
    // Our own limit: the service did hang.
    if (name === 'TimeoutError') return { answer: undefined, outcome: 'unexpected' };
    return { answer: undefined, outcome: refused ? 'not sent' : 'in doubt' };
  }
}

function meaningOf({ status, body }: Answer<unknown>): Outcome {
  if (status === 201) return 'acknowledged';
  if (status === 400) return 'refused';
  if (status !== 503) return 'unexpected';
  return JSON.stringify(body).includes('may have been made') ? 'in doubt' : 'unavailable';
}
