import type { ServiceSeat } from '../stage/service-seat.ts';
import { anywhere, type Fault, type Scene } from './fault.ts';

/** Contract 9.35. */
const STOP_LIMIT_MS = 10_000;

const killServer: Fault = {
  name: 'kill-server',
  says: 'kill -9 of a server',
  fits: anywhere,
  async inject(scene) {
    const server = oneOf(scene);
    await server.kill();
    return () => server.start();
  },
};

const restartServers: Fault = {
  name: 'restart-servers',
  says: 'SIGTERM of one server after the other, under load',
  fits: anywhere,
  async inject({ stage, incident }) {
    for (const server of stage.servers) {
      const { milliseconds, code } = await server.stop();
      if (code !== 0) incident(`${server.name} ended with code ${code} after SIGTERM`);
      if (milliseconds > STOP_LIMIT_MS)
        incident(`${server.name} took ${Math.round(milliseconds)} ms to end after SIGTERM`);
      await server.start();
    }
    return async () => undefined;
  },
};

const pauseServer: Fault = {
  name: 'pause-server',
  says: 'SIGSTOP of a server in the middle of its transactions',
  fits: anywhere,
  async inject(scene) {
    const server = oneOf(scene);
    server.pause();
    return async () => server.resume();
  },
};

const killRelay: Fault = {
  name: 'kill-relay',
  says: 'kill -9 of the process that only delivers',
  fits: anywhere,
  async inject({ stage }) {
    await stage.relay.kill();
    return () => stage.relay.start();
  },
};

export const PROCESS_FAULTS: readonly Fault[] = [
  killServer,
  restartServers,
  pauseServer,
  killRelay,
];

function oneOf({ stage, random }: Scene): ServiceSeat {
  const server = random.pick(stage.servers);
  if (server === undefined) throw new Error('There is no server to hurt.');
  return server;
}
