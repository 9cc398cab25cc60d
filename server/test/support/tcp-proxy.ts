import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A piece of network between the service and something it uses. */
export interface TcpProxy {
  readonly port: number;
  /** Milliseconds by which everything that comes back is late. */
  delayMs: number;
  /** From now on nothing passes through the connections that are open; new ones work. */
  swallow(): void;
  stop(): Promise<void>;
}

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const open = new Set<Socket>();
  const swallowed = new WeakSet<Socket>();
  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (data) => {
      if (!swallowed.has(near)) far.write(data);
    });
    far.on('data', (data) => {
      const deliver = (): void => {
        if (!swallowed.has(far) && near.writable) near.write(data);
      };
      if (proxy.delayMs === 0) deliver();
      else setTimeout(deliver, proxy.delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: TcpProxy = {
    port: (server.address() as AddressInfo).port,
    delayMs: 0,
    swallow() {
      for (const socket of open) swallowed.add(socket);
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
  return proxy;
}
