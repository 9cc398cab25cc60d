import { type AddressInfo, connect, createServer } from 'node:net';

/**
 * A port of this machine that nobody uses and that the system gives to nobody else for a while: for
 * a minute it remembers the connection that was ended there, and only who names the port gets it.
 */
export async function freePort(): Promise<number> {
  // Whoever ends a connection first is the one whose port is remembered.
  const probe = createServer((socket) => socket.end());
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((resolve, reject) => {
    const caller = connect(port, '127.0.0.1')
      .once('error', reject)
      .once('close', () => resolve());
    caller.resume();
  });
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
