import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as open,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isReady } from './service-process.ts';

/** What stands in front of several instances, and knows of them only what they say. */
export interface Balancer {
  readonly url: string;
  /** Requests that it could not get answered, in words. */
  readonly mishaps: readonly string[];
  /** From now on this instance gets its share whenever it says that it is ready. */
  add(instanceUrl: string): void;
  sendsTo(instanceUrl: string): boolean;
  /** How many requests this instance has answered. */
  answeredBy(instanceUrl: string): number;
  /** Asks nothing more of an instance that has ended. */
  remove(instanceUrl: string): void;
  stop(): Promise<void>;
}

interface Instance {
  readonly url: string;
  readonly agent: Agent;
  ready: boolean;
  answered: number;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const LOOK_EVERY_MS = 150;
/** Longer than any caller keeps its side. */
const KEEP_ALIVE_MS = 120_000;
/** They speak of one connection, not of the request. */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding'];

/**
 * Starts a balancer of keep-alive connections, round robin over what is ready. What has been sent is
 * never sent again; only a connection that could not be opened makes it try the next instance.
 */
export async function startBalancer(): Promise<Balancer> {
  const instances = new Map<string, Instance>();
  const mishaps: string[] = [];
  let turn = 0;

  async function watch(instance: Instance): Promise<void> {
    while (instances.has(instance.url)) {
      instance.ready = await isReady(instance.url);
      await sleep(LOOK_EVERY_MS);
    }
  }

  async function forward(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const asked = { method, path, headers: endToEnd(headers), body: await buffer(incoming) };
    const ready = [...instances.values()].filter((instance) => instance.ready);
    turn += 1;
    let reason = 'nobody is ready';
    for (let offset = 0; offset < ready.length; offset += 1) {
      const instance = ready[(turn + offset) % ready.length] as Instance;
      const answer = await send(instance, asked);
      if (answer instanceof Unopened) {
        reason = `${instance.url} ${answer.message}`;
        continue;
      }
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
      await pipeline(answer, response);
      instance.answered += 1;
      return;
    }
    throw new Error(reason);
  }

  const server = createServer((incoming, response) => {
    forward(incoming, response).catch((error: Error) => {
      mishaps.push(`${incoming.method} ${incoming.url}: ${error.message}`);
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const remove = (url: string): void => {
    instances.get(url)?.agent.destroy();
    instances.delete(url);
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mishaps,
    add(url) {
      const agent = new Agent({ keepAlive: true });
      const instance: Instance = { url, agent, ready: false, answered: 0 };
      instances.set(url, instance);
      void watch(instance);
    },
    sendsTo: (url) => instances.get(url)?.ready ?? false,
    answeredBy: (url) => instances.get(url)?.answered ?? 0,
    remove,
    async stop() {
      for (const url of [...instances.keys()]) remove(url);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The connection could not be opened, so that nothing has been sent. */
class Unopened extends Error {}

async function send(instance: Instance, asked: Asked): Promise<IncomingMessage | Unopened> {
  return await new Promise((resolve, reject) => {
    const { agent } = instance;
    const { method, path, headers, body } = asked;
    const outgoing = open(new URL(path, instance.url), { method, headers, agent });
    outgoing.on('response', resolve);
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      const connection = outgoing.reusedSocket ? 'a kept' : 'a new';
      if (error.code === 'ECONNREFUSED') resolve(new Unopened(error.message));
      else reject(new Error(`${instance.url} on ${connection} connection: ${error.message}`));
    });
    outgoing.end(body);
  });
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.includes(name)),
  );
}
