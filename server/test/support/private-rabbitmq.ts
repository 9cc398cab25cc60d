import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import amqp, { type ChannelModel } from 'amqplib';
import type { RabbitSettings } from '../../src/config.ts';
import { type Child, startChild } from './child.ts';
import { freePort } from './free-port.ts';

// Debian's wrappers in /usr/sbin change the user and its home; these do not.
const PROGRAMS = '/usr/lib/rabbitmq/bin';
const START_LIMIT_MS = 90_000;

/** Why there is no broker to test with, if so. */
export const noRabbitmq: string | undefined = existsSync(join(PROGRAMS, 'rabbitmq-server'))
  ? undefined
  : `there is no ${PROGRAMS}/rabbitmq-server on this machine (Debian: apt install rabbitmq-server)`;

/** A RabbitMQ that nobody else uses, to be killed and started at will. */
export interface PrivateRabbitmq {
  readonly settings: RabbitSettings;
  /** A plain connection, as other services of the platform have one. */
  connect(): Promise<ChannelModel>;
  /** `kill -9` of the broker. */
  kill(): Promise<void>;
  /** Starts it on the same data, once it has been killed. */
  start(): Promise<void>;
  /** Runs `rabbitmqctl` on it. */
  ctl(...args: string[]): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

/** Starts a broker with a name, ports, cookie, registry and data of its own. */
export async function startPrivateRabbitmq(): Promise<PrivateRabbitmq> {
  const folder = mkdtempSync(join(tmpdir(), 'servease-rabbitmq-'));
  const [port, distPort, registryPort] = [await freePort(), await freePort(), await freePort()];
  const node = `story${randomBytes(4).toString('hex')}@localhost`;
  const inFolder = (name: string): string => join(folder, name);
  for (const name of ['data', 'log']) mkdirSync(inFolder(name));
  writeFileSync(inFolder('.erlang.cookie'), randomBytes(16).toString('hex'), { mode: 0o400 });
  writeFileSync(inFolder('plugins'), '[].\n');
  writeFileSync(inFolder('env.conf'), '');
  const env = {
    HOME: folder,
    RABBITMQ_NODENAME: node,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distPort),
    RABBITMQ_MNESIA_BASE: inFolder('data'),
    RABBITMQ_LOG_BASE: inFolder('log'),
    RABBITMQ_CONFIG_FILE: inFolder('none'),
    RABBITMQ_CONF_ENV_FILE: inFolder('env.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: inFolder('plugins'),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    ERL_EPMD_PORT: String(registryPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
  };
  const settings: RabbitSettings = {
    host: '127.0.0.1',
    port,
    user: 'guest',
    password: 'guest',
    vhost: '/',
    queue: 'notification_events',
  };
  const connect = (): Promise<ChannelModel> => amqp.connect({ hostname: settings.host, port });
  // In the foreground, for the one that Erlang starts by itself would outlive everything.
  const registry = await startChild({
    command: 'epmd',
    args: ['-port', env.ERL_EPMD_PORT, '-address', env.ERL_EPMD_ADDRESS],
    folder,
    env: { HOME: folder },
  });
  let server: Child;
  async function start(): Promise<void> {
    server = await startChild({
      command: join(PROGRAMS, 'rabbitmq-server'),
      args: [],
      folder,
      env,
      // A shell script that waits for the broker: both are signalled.
      ownGroup: true,
    });
    const end = Date.now() + START_LIMIT_MS;
    while (!(await answers(connect))) {
      if (server.hasExited() || Date.now() > end)
        throw new Error(`RabbitMQ did not start:\n${server.output()}`);
      await sleep(100);
    }
  }
  async function kill(): Promise<void> {
    server.signal('SIGKILL');
    await server.exited;
  }
  async function remove(): Promise<void> {
    await kill();
    registry.signal('SIGKILL');
    await registry.exited;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  await start();
  return {
    settings,
    connect,
    start,
    kill,
    remove,
    async ctl(...args) {
      const { PATH = '' } = process.env;
      const program = join(PROGRAMS, 'rabbitmqctl');
      await promisify(execFile)(program, ['--node', node, ...args], { env: { PATH, ...env } });
    },
  };
}

async function answers(connect: () => Promise<ChannelModel>): Promise<boolean> {
  try {
    const connection = await connect();
    // One that breaks while it is closed rejects as well; without a listener it would end the tests.
    connection.on('error', () => undefined);
    await connection.close();
    return true;
  } catch {
    // It listens a little before it takes connections, and not at all before that.
    return false;
  }
}
