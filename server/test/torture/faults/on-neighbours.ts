import type { PrivateRedis } from '../../support/private-redis.ts';
import type { Mood } from '../stage/peers.ts';
import type { Stage } from '../stage/stage.ts';
import { anywhere, type Fault, repeating } from './fault.ts';

const POISON_EVERY_MS = 250;
const POISONS = ['', 'no JSON', '{"id": 7}', 'null', '[]', 'x'.repeat(1_048_576)];

const REPLACE_BY_LIST =
  "redis.call('DEL', KEYS[1]) return redis.call('RPUSH', KEYS[1], 'one', 'two')";

const withRedis = ({ redis }: Stage): boolean => redis !== undefined;
const withRabbitmq = ({ rabbitmq }: Stage): boolean => rabbitmq !== undefined;

const killRedis: Fault = {
  name: 'kill-redis',
  says: 'Redis gone, then back and empty',
  fits: withRedis,
  async inject({ stage }) {
    await stage.redis?.kill();
    return async () => stage.redis?.start();
  },
};

const pauseRedis: Fault = {
  name: 'pause-redis',
  says: 'SIGSTOP of Redis',
  fits: withRedis,
  async inject({ stage }) {
    stage.redis?.pause();
    return async () => stage.redis?.resume();
  },
};

const poisonRedis: Fault = {
  name: 'poison-redis',
  says: 'everything in Redis replaced by nonsense, again and again',
  fits: withRedis,
  async inject({ stage, random }) {
    return repeating(POISON_EVERY_MS, async () => {
      if (stage.redis !== undefined) await poison(stage.redis, () => random.pick(POISONS) ?? '');
    });
  },
};

function directory(name: string, mood: Mood, says: string): Fault {
  return {
    name,
    says,
    fits: anywhere,
    async inject({ stage }) {
      stage.peers.directory = mood;
      return async () => {
        stage.peers.directory = 'well';
      };
    },
  };
}

const loseNotifications: Fault = {
  name: 'refuse-notifications',
  says: 'the notification service answers 500, or too late although it took the message',
  fits: anywhere,
  async inject({ stage, random }) {
    const stop = repeating(POISON_EVERY_MS, async () => {
      stage.peers.notifications =
        random.pick(['failing', 'slow', 'babbling'] as const) ?? 'failing';
    });
    return async () => {
      await stop();
      stage.peers.notifications = 'well';
    };
  },
};

const leavePeers: Fault = {
  name: 'peers-away',
  says: 'nobody listens at any of the services around',
  fits: anywhere,
  async inject({ stage }) {
    await stage.peers.leave();
    return () => stage.peers.comeBack();
  },
};

const killRabbitmq: Fault = {
  name: 'kill-rabbitmq',
  says: 'kill -9 of the broker, then back with its data',
  fits: withRabbitmq,
  async inject({ stage }) {
    await stage.rabbitmq?.kill();
    return async () => stage.rabbitmq?.start();
  },
};

export const NEIGHBOUR_FAULTS: readonly Fault[] = [
  killRedis,
  pauseRedis,
  poisonRedis,
  directory('peers-slow', 'slow', 'the services that are asked answer 1.5 s late'),
  directory('peers-failing', 'failing', 'the services that are asked answer 503'),
  directory('peers-babbling', 'babbling', 'the services that are asked answer no JSON'),
  directory('peers-lying', 'lying', "the services that are asked tell of another's car"),
  leavePeers,
  loseNotifications,
  killRabbitmq,
];

async function poison(redis: PrivateRedis, draw: () => string): Promise<void> {
  for (const key of (await redis.run('KEYS', '*')) as string[]) {
    const value = draw();
    if (value !== '') await redis.run('SET', key, value);
    // Another type than the service reads, at once: in between it may write its own again.
    else await redis.run('EVAL', REPLACE_BY_LIST, '1', key);
  }
}
