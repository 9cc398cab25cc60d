import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { type Clock, systemClock } from '../../platform/clock.ts';
import type { SamplePeople } from '../workshop/sample-people.ts';
import { Refusal } from './answers.ts';
import { serveAuthentication } from './authentication-service.ts';
import { serveCustomers } from './customer-service.ts';
import { serveEmployees } from './employee-service.ts';
import { type StoredNotification, serveNotifications } from './notification-service.ts';
import { accountsOf, type PlatformState } from './platform-state.ts';
import { openTokens } from './tokens.ts';
import { serveVehicles } from './vehicle-service.ts';

const REQUESTS_KEPT = 10_000;

export interface DemoPlatform {
  /** `http://127.0.0.1:<port>`; serves all five services. */
  readonly url: string;
  /** Everything the notification service has accepted, oldest first. */
  readonly notifications: readonly StoredNotification[];
  /** Signs in without a password: the access token a login of this person would get. */
  accessToken(userId: string, options?: { ttlSeconds?: number }): Promise<string>;
  /** The last 10,000 requests, oldest first; the path comes without its query. */
  readonly requests: readonly { method: string; path: string }[];
  stop(): Promise<void>;
}

export interface DemoPlatformOptions {
  host?: string;
  /** 0 takes any free port. */
  port: number;
  secretKey: string;
  /** Read anew for each request, so a test may change its own people while it runs. */
  people: SamplePeople;
  clock?: Clock;
}

/** Starts stand-ins for the five services around this one, all on one port. */
export async function startDemoPlatform(options: DemoPlatformOptions): Promise<DemoPlatform> {
  const { host = '127.0.0.1', port, secretKey, people, clock = systemClock } = options;
  const tokens = await openTokens(secretKey, clock);
  const notifications: StoredNotification[] = [];
  const requests: { method: string; path: string }[] = [];
  const app = buildPlatform({ people, tokens, clock }, notifications, requests);
  await listen(app, host, port);

  return {
    url: addressOf(app, host),
    notifications,
    requests,
    async accessToken(userId, { ttlSeconds } = {}) {
      const person = accountsOf(people).find((account) => account.user_id === userId);
      if (person === undefined) throw new Error(`The demo platform knows no user ${userId}.`);
      return tokens.issueAccess(person, ttlSeconds);
    },
    stop: () => app.close(),
  };
}

function buildPlatform(
  state: PlatformState,
  notifications: StoredNotification[],
  requests: { method: string; path: string }[],
): FastifyInstance {
  const app = Fastify({
    logger: false,
    // Nothing here is worth draining, and a caller's idle connection must not delay the stop.
    forceCloseConnections: true,
    frameworkErrors: (error, _request, reply) => {
      answerError(error, reply);
    },
  });
  app.addHook('onRequest', async (request) => {
    requests.push({ method: request.method, path: request.url.split('?', 1).join() });
    if (requests.length > REQUESTS_KEPT) requests.shift();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, text: string) => readJson(text),
  );
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ detail: 'Not found.' }));
  app.setErrorHandler<FastifyError | Refusal>((error, _request, reply) =>
    answerError(error, reply),
  );

  app.get('/', async () => ({
    service: 'servease-demo-platform',
    about: 'Stand-ins for the services around the appointment service. Demo data only.',
    stands_in_for: ['authentication', 'customer', 'vehicle', 'employee', 'notification'],
  }));
  serveAuthentication(app, state);
  serveCustomers(app, state);
  serveVehicles(app, state);
  serveEmployees(app, state);
  serveNotifications(app, { notifications, clock: state.clock });
  return app;
}

/** An empty body counts as `{}`, as in the services stood in for. */
function readJson(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new Refusal(400, { detail: `JSON parse error - ${reason}` });
  }
}

function answerError(error: FastifyError | Refusal, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) return reply.code(error.status).send(error.body);
  return reply.code(error.statusCode ?? 500).send({ detail: error.message });
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Error(
        `The demo platform cannot start because port ${port} on ${host} is already taken: ` +
          'free it, or set DEMO_PLATFORM_PORT to another port.',
        { cause: error },
      );
    }
    throw error;
  }
}

function addressOf(app: FastifyInstance, host: string): string {
  const address = app.server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
