import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type CommitFaults, commitFaults } from './commit-faults.ts';
import { type Link, openLink, type StatementGate } from './proxied-connection.ts';

/** A piece of network before a PostgreSQL that understands what passes through it. */
export interface PostgresProxy {
  readonly port: number;
  /** Milliseconds by which everything that the server says is late. */
  delayMs: number;
  /** Asked about every statement before the server gets it. */
  gate: StatementGate | undefined;
  /** How many of the planned faults have not happened yet. */
  readonly faultsLeft: number;
  /**
   * Cuts the connection at the next COMMITs: after the server has answered (`reached`), or before
   * the server has heard of it, so that it rolls back.
   */
  loseCommitAnswers(count: number, how: { readonly reached: boolean }): void;
  /** Makes ROLLBACK of the next COMMITs; that is what the server then answers. */
  answerCommitWithRollback(count: number): void;
  /** Gives up the faults that have not happened yet. */
  forgetFaults(): void;
  /** Cuts every connection, on both sides. */
  cutAll(): void;
  /** While it is on nothing passes, neither way; what waits passes when it ends. */
  blackHole(on: boolean): void;
  /** Cuts every connection and listens no more. */
  stop(): Promise<void>;
}

/** Where the server is. */
export interface PostgresProxyOptions {
  readonly targetPort: number;
  /** A host, or the folder of a socket; this machine unless given. */
  readonly targetHost?: string;
}

/** Starts a proxy on a free port of this machine. */
export async function startPostgresProxy(options: PostgresProxyOptions): Promise<PostgresProxy> {
  const { targetPort, targetHost = '127.0.0.1' } = options;
  const faults: CommitFaults = commitFaults();
  const links = new Set<Link>();
  let hole: { readonly over: Promise<void>; readonly end: () => void } | undefined;

  const server = createServer((near) => {
    const link = openLink(near, toServer(targetHost, targetPort), {
      faults,
      delayMs: () => proxy.delayMs,
      gate: () => proxy.gate,
      passable: async () => await hole?.over,
    });
    links.add(link);
    void link.closed.then(() => links.delete(link));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const proxy: PostgresProxy = {
    port: (server.address() as AddressInfo).port,
    delayMs: 0,
    gate: undefined,
    get faultsLeft() {
      return faults.left;
    },
    loseCommitAnswers: (count, { reached }) => faults.plan(reached ? 'answer lost' : 'lost', count),
    answerCommitWithRollback: (count) => faults.plan('rolled back', count),
    forgetFaults: () => faults.clear(),
    cutAll() {
      for (const link of links) link.cut();
    },
    blackHole(on) {
      if (on === (hole !== undefined)) return;
      hole?.end();
      hole = on ? newHole() : undefined;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      proxy.cutAll();
      proxy.blackHole(false);
      await closed;
    },
  };
  return proxy;
}

/** Starts a proxy before the database of a connection string; answers how to connect through it. */
export async function proxyBefore(
  url: string,
): Promise<{ readonly proxy: PostgresProxy; readonly url: string }> {
  const parsed = new URL(url);
  const folder = parsed.searchParams.get('host');
  const proxy = await startPostgresProxy({
    targetPort: Number(parsed.port === '' ? 5432 : parsed.port),
    targetHost: folder ?? parsed.hostname,
  });
  parsed.searchParams.delete('host');
  parsed.hostname = '127.0.0.1';
  parsed.port = String(proxy.port);
  return { proxy, url: parsed.href };
}

function toServer(host: string, port: number): Socket {
  return host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
}

function newHole(): { over: Promise<void>; end: () => void } {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}
