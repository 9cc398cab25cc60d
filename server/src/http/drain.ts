import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

const LOOK_AGAIN_MS = 100;

export interface DrainOptions {
  /** Everything is still served that long, but every connection is told to close. */
  readonly leaveMs: number;
  /** Requests that are under way then have this long. */
  readonly patienceMs: number;
  /** From now on the service should not be called ready. */
  readonly onLeaving: () => void;
}

/**
 * Prepares an application for stopping: the function it answers says good-bye for a while, stops
 * accepting, lets requests that are under way end, and cuts those that take too long.
 */
export function drainer(app: FastifyInstance, options: DrainOptions): () => Promise<void> {
  let leaving = false;
  app.addHook('onSend', async (_request, reply) => {
    if (leaving) reply.header('connection', 'close');
  });
  // Browsers open connections ahead of need; the server takes one that never asked for a busy one.
  const silent = new Set<Socket>();
  app.server.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  app.server.on('request', (request) => silent.delete(request.socket));

  return async () => {
    leaving = true;
    options.onLeaving();
    await sleep(options.leaveMs);
    const gentle = setInterval(() => {
      for (const socket of silent) socket.destroy();
      app.server.closeIdleConnections();
    }, LOOK_AGAIN_MS);
    const impatient = setTimeout(() => app.server.closeAllConnections(), options.patienceMs);
    try {
      await app.close();
    } finally {
      clearInterval(gentle);
      clearTimeout(impatient);
    }
  };
}
