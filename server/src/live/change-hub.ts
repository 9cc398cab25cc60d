import { setTimeout as sleep } from 'node:timers/promises';
import { type Actor, isStaff } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import { findPosition, type Reading, readChanges } from './change-feed.store.ts';
import { eventsFor, framesOf, type LiveEvent, READY, RESET } from './events.rules.ts';
import { noStreamLeft, tooManyStreams } from './live.errors.ts';
import { eventIdOf, isUsable, NOWHERE, type Position, positionOf } from './positions.rules.ts';

/** Somebody who is told what changes. */
export interface Reader {
  tell(frames: string): void;
  /** There is nothing more to tell. */
  end(): void;
}

/** A place among those who are told. */
export interface Seat {
  /** Tells the reader how it starts and what it has missed, and then what comes. */
  follow(reader: Reader): void;
  leave(): void;
}

export interface ChangeHub {
  /** Takes a place, resuming from the id of the last event heard; throws when there is none left. */
  join(actor: Actor, lastEventId: string | undefined): Promise<Seat>;
  /** Something was committed here: looks now rather than at the next tick. */
  wake(): void;
  /** Ends every stream, and lets nobody in any more. */
  close(): void;
}

export interface HubDeps {
  readonly db: Db;
  readonly log: Logger;
}

const MOST_OF_A_USER = 20;
const MOST_READERS = 2_000;
/** What other processes and plain SQL commit is found at this pace. */
const TICK_MS = 100;
/** What is committed within this time is read together. */
const GATHER_MS = 20;
const LONGEST_PAUSE_MS = 2_000;

interface Place {
  readonly actor: Actor;
  reader: Reader | undefined;
  /** What has come before the reader was there. */
  readonly waiting: string[];
}

/**
 * Reads the feed of changes once for all who follow it in this process, and only while somebody
 * does. While the database is away nobody is told anything; then everybody hears what was missed.
 */
export function openChangeHub({ db, log }: HubDeps): ChangeHub {
  const places = new Set<Place>();
  let position: Position | undefined;
  let starting: Promise<Position> | undefined;
  let line: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  let isAwake = false;
  let interrupt: () => void = () => undefined;

  async function run(from: Position): Promise<void> {
    let failures = 0;
    let last = from;
    while (places.size > 0) {
      await pause(Math.min(TICK_MS * 2 ** failures, LONGEST_PAUSE_MS));
      if (places.size === 0) break;
      isAwake = false;
      try {
        const reading = await readChanges(db, last);
        tellAll(reading, last);
        last = reading.position;
        position = last;
        failures = 0;
      } catch (error) {
        if (failures === 0 && !isClosed) log.warn({ err: error }, 'the changes cannot be read');
        failures += 1;
      }
    }
    position = undefined;
  }

  async function pause(milliseconds: number): Promise<void> {
    await sleep(GATHER_MS);
    if (isAwake || places.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds - GATHER_MS);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function tellAll(reading: Reading, since: Position): void {
    const ids = { before: eventIdOf(since), after: eventIdOf(reading.position) };
    const framesFor = (actor: Actor): string => framesOf(newsFor(actor, reading, since), ids);
    let forStaff: string | undefined;
    for (const { actor, reader, waiting } of places) {
      if (isStaff(actor)) forStaff ??= framesFor(actor);
      const frames = isStaff(actor) ? forStaff : framesFor(actor);
      if (frames === undefined || frames === '') continue;
      if (reader === undefined) waiting.push(frames);
      else reader.tell(frames);
    }
  }

  // Whoever joins is already among those who are told, so nothing falls between this and the rest.
  async function startOf(actor: Actor, lastEventId: string | undefined): Promise<string> {
    const here = position ?? (await start());
    if (lastEventId === undefined)
      return framesOf([READY], { before: NOWHERE, after: eventIdOf(here) });
    const since = positionOf(lastEventId);
    if (since === undefined)
      return framesOf([READY, RESET], { before: NOWHERE, after: eventIdOf(here) });
    const reading = await inLine(() => readChanges(db, since));
    const news = newsFor(actor, reading, since);
    return framesOf([READY, ...news], {
      before: news.includes(RESET) ? NOWHERE : lastEventId,
      after: eventIdOf(reading.position),
    });
  }

  async function start(): Promise<Position> {
    starting ??= findPosition(db).finally(() => {
      starting = undefined;
    });
    const here = await starting;
    if (position === undefined) {
      position = here;
      void run(here);
    }
    return here;
  }

  // After a break thousands may resume at once; one after the other they hold up nobody else.
  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const turn = line.then(work);
    line = turn.catch(() => undefined);
    return turn;
  }

  return {
    async join(actor, lastEventId) {
      if (isClosed || places.size >= MOST_READERS) throw noStreamLeft();
      const own = [...places].filter((place) => place.actor.userId === actor.userId);
      if (own.length >= MOST_OF_A_USER) throw tooManyStreams();
      const place: Place = { actor, reader: undefined, waiting: [] };
      places.add(place);
      const leave = (): void => {
        places.delete(place);
      };
      try {
        place.waiting.unshift(await startOf(actor, lastEventId));
      } catch (error) {
        leave();
        throw error;
      }
      return {
        leave,
        follow(reader) {
          reader.tell(place.waiting.splice(0).join(''));
          if (isClosed) reader.end();
          else place.reader = reader;
        },
      };
    },
    wake() {
      isAwake = true;
      interrupt();
    },
    close() {
      isClosed = true;
      const readers = [...places].map(({ reader }) => reader);
      places.clear();
      for (const reader of readers) reader?.end();
      interrupt();
    },
  };
}

function newsFor(actor: Actor, reading: Reading, since: Position): LiveEvent[] {
  const nothingIsMissing = reading.isComplete && isUsable(since, reading.position);
  return nothingIsMissing ? eventsFor(reading.changes, actor) : [RESET];
}
