import { createClient, ErrorReply } from '@redis/client';
import { type KeyValueStore, LONGEST_VALUE } from './key-value-store.ts';
import type { Logger } from './log.ts';
import type { SharedCount } from './rate-limiter.ts';

export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly database: number;
  readonly password: string;
}

export interface RedisStore extends KeyValueStore {
  /** Counts one more for a key that is forgotten after so many seconds; undefined: cannot tell. */
  readonly count: SharedCount;
  close(): Promise<void>;
}

/** What a command may add to an answer, in two parts; Redis needs one or two when all is well. */
const COMMAND_MS = [20, 15] as const;
const FAILURES_TO_LEAVE = 3;
const PROBE_EVERY_MS = 500;
/** A connection that has been mute for so many probes leads nowhere, whatever the system thinks. */
const MUTE_PROBES = 10;
const LONGEST_RECONNECT_MS = 500;
const MOST_COMMANDS_WAITING = 2_000;

type Client = ReturnType<typeof newClient>;

/**
 * Opens a store in Redis, at once: until it is connected, and whenever Redis is away, slow or full,
 * the store has nothing and keeps nothing. Only probes in the background find out that Redis is
 * back, so no request ever waits to see.
 */
export function redisStore(address: RedisAddress, log: Logger): RedisStore {
  let client = connect();
  // Nobody is told of the moment before the first connection.
  let away = true;
  let outageTold = false;
  let failuresInARow = 0;
  let probing = false;
  let mute = 0;
  const refusing = new Set<string>();
  const timer = setInterval(() => void probe(), PROBE_EVERY_MS).unref();

  function connect(): Client {
    const opened = newClient(address);
    opened.on('error', (error: Error) => {
      if (opened === client) leave(error.message);
    });
    opened.on('ready', () => {
      if (opened === client) void probe();
    });
    // Its errors come as events too, and it goes on trying by itself.
    opened.connect().catch(() => undefined);
    return opened;
  }

  function leave(reason: string): void {
    away = true;
    if (outageTold) return;
    outageTold = true;
    log.warn({ reason }, 'Redis is away: names are looked up each time');
  }

  async function probe(): Promise<void> {
    if (!away || probing) return;
    probing = true;
    try {
      await inTime(client.ping());
      away = false;
      failuresInARow = 0;
      mute = 0;
      if (outageTold) log.info('Redis is back');
      outageTold = false;
    } catch {
      mute += 1;
      if (mute % MUTE_PROBES === 0) {
        client.destroy();
        client = connect();
      }
    } finally {
      probing = false;
    }
  }

  /** Answers what the work brings in time, or nothing; `doing` names the work in the log. */
  async function attempt<T>(doing: string, work: () => Promise<T>): Promise<T | undefined> {
    if (away) return undefined;
    try {
      const result = await inTime(work());
      failuresInARow = 0;
      if (refusing.delete(doing)) log.info({ doing }, 'Redis is willing again');
      return result;
    } catch (error) {
      if (error instanceof ErrorReply) refuse(doing, error.message);
      else if (error instanceof TooLate) fail(error.message);
      // What is left: the queue is full, or the connection broke, which comes as an event too.
      return undefined;
    }
  }

  // Such as a full memory: Redis is there and quick, but will not.
  function refuse(doing: string, reason: string): void {
    failuresInARow = 0;
    if (refusing.has(doing)) return;
    refusing.add(doing);
    log.warn({ doing, reason }, 'Redis refuses');
  }

  function fail(reason: string): void {
    failuresInARow += 1;
    if (failuresInARow >= FAILURES_TO_LEAVE) leave(reason);
  }

  async function drop(keys: readonly string[]): Promise<boolean> {
    return (await attempt('drop', () => client.unlink([...keys]))) !== undefined;
  }

  async function read(keys: readonly string[]): Promise<(string | undefined)[]> {
    const values = await client.mGet([...keys]);
    const monstrous = keys.filter((_, index) => (values[index]?.length ?? 0) > LONGEST_VALUE);
    // Here, and whatever the state, for it is values like these that make an answer come too late.
    if (monstrous.length > 0) client.unlink(monstrous).catch(() => undefined);
    return values.map((value) =>
      value === null || value.length > LONGEST_VALUE ? undefined : value,
    );
  }

  return {
    drop,
    getMany: async (keys) => (await attempt('read', () => read(keys))) ?? keys.map(() => undefined),
    async setMany(entries) {
      const written = await attempt('write', () =>
        Promise.all(
          entries.map(({ key, value, seconds }) =>
            client.set(key, value, { expiration: { type: 'EX', value: seconds } }),
          ),
        ),
      );
      return written !== undefined;
    },
    async count(key, seconds) {
      const replies = await attempt('count', () =>
        client.multi().incr(key).expire(key, seconds).exec(),
      );
      return replies === undefined ? undefined : Number(replies[0]);
    },
    async close() {
      clearInterval(timer);
      away = true;
      outageTold = true;
      client.destroy();
    },
  };
}

function newClient({ host, port, database, password }: RedisAddress) {
  return createClient({
    // Spoken by every Redis; nothing of the newer protocol is needed.
    RESP: 2,
    maintNotifications: 'disabled',
    disableClientInfo: true,
    database,
    ...(password === '' ? {} : { password }),
    socket: {
      host,
      port,
      connectTimeout: 1_000,
      reconnectStrategy: (retries) =>
        Math.min(50 * 2 ** Math.min(retries, 10), LONGEST_RECONNECT_MS),
    },
    disableOfflineQueue: true,
    commandsQueueMaxLength: MOST_COMMANDS_WAITING,
    // The client's own limit covers only the time before a command is sent; ours covers all of it.
    commandOptions: { timeout: 0 },
  });
}

class TooLate extends Error {}

/**
 * The second part counts only once the first has been noticed: when this process was busy itself,
 * the command has just been sent, or its answer lies unread, and Redis is not to blame.
 */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const [first, second] = COMMAND_MS;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const tooLate = (): void => reject(new TooLate(`no answer within ${first + second} ms`));
    timer = setTimeout(() => {
      timer = setTimeout(() => setImmediate(tooLate), second);
    }, first);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
