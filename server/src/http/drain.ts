import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

const LOOK_AGAIN_MS = 100;

/**
 * Prepares an application for stopping: the function it answers stops accepting, lets requests that
 * are under way end, and cuts those that take longer than the patience.
 */
export function drainer(app: FastifyInstance, patienceMs: number): () => Promise<void> {
  // Browsers open connections ahead of need; the server takes one that never asked for a busy one.
  const silent = new Set<Socket>();
  app.server.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  app.server.on('request', (request) => silent.delete(request.socket));

  return async () => {
    const gentle = setInterval(() => {
      for (const socket of silent) socket.destroy();
      app.server.closeIdleConnections();
    }, LOOK_AGAIN_MS);
    const impatient = setTimeout(() => app.server.closeAllConnections(), patienceMs);
    try {
      await app.close();
    } finally {
      clearInterval(gentle);
      clearTimeout(impatient);
    }
  };
}
