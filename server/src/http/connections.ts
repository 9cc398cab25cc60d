import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** What stands open and asks nothing costs memory; beyond this newcomers are turned away. */
const MOST_CONNECTIONS = 10_000;
/** Whoever takes nothing of a waiting answer this long does not want it. */
const UNREAD_MS = 15_000;
const LOOK_EVERY_MS = 1_000;
/** Requests of one connection that are worked on at the same time. */
const MOST_AT_ONCE = 8;

/** Bounds what callers cost that hold connections open and do not read. */
export function boundConnections(app: FastifyInstance): void {
  app.server.maxConnections = MOST_CONNECTIONS;
  boundRequests(app);
  cutUnread(app);
}

interface Line {
  underWay: number;
  readonly waiting: (() => void)[];
}

// One packet holds a thousand requests, and the answers to all of them would wait in memory.
function boundRequests(app: FastifyInstance): void {
  const lines = new WeakMap<Socket, Line>();
  app.addHook('onRequest', async ({ raw: { socket } }, reply) => {
    const line = lines.get(socket) ?? { underWay: 0, waiting: [] };
    lines.set(socket, line);
    if (line.underWay >= MOST_AT_ONCE)
      await new Promise<void>((resolve) => line.waiting.push(resolve));
    line.underWay += 1;
    reply.raw.once('close', () => {
      line.underWay -= 1;
      line.waiting.shift()?.();
    });
  });
}

// A time limit of the server's would cut those too whose request is still being worked on.
function cutUnread(app: FastifyInstance): void {
  const open = new Map<Socket, { taken: number; since: number }>();
  app.server.on('connection', (socket) => {
    open.set(socket, { taken: 0, since: performance.now() });
    socket.once('close', () => open.delete(socket));
  });
  const looks = setInterval(() => {
    const now = performance.now();
    for (const [socket, last] of open) {
      const taken = socket.bytesWritten - socket.writableLength;
      if (socket.writableLength === 0 || taken !== last.taken)
        open.set(socket, { taken, since: now });
      // Closed politely, it would leave the kernel with megabytes to deliver.
      else if (now - last.since >= UNREAD_MS) socket.resetAndDestroy();
    }
  }, LOOK_EVERY_MS);
  looks.unref();
  app.addHook('onClose', async () => clearInterval(looks));
}
