import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { answerErrors, answerFrameworkError } from './answer-errors.ts';
import { describeApi } from './api-docs/describe-api.ts';
import { actionRoutes } from './appointments/actions.routes.ts';
import { appointmentRoutes } from './appointments/appointments.routes.ts';
import { calendarRoute } from './appointments/calendar.routes.ts';
import { exportRoute } from './appointments/export.routes.ts';
import { insightsRoute } from './appointments/insights.routes.ts';
import { reportRoutes } from './appointments/reports.routes.ts';
import { slotPreviewRoutes } from './appointments/slot-previews.routes.ts';
import { availabilityRoutes } from './availability/availability.routes.ts';
import type { BusinessSettings } from './config.ts';
import { directoryRoutes } from './directory/directory.routes.ts';
import type { Directory } from './directory/directory.ts';
import { historyRoutes } from './history/history.routes.ts';
import { routedUrl } from './http/aliases.ts';
import { apiRoot } from './http/api-root.ts';
import type { Authenticate } from './http/authenticate.ts';
import { LARGEST_BODY, readBodies } from './http/body.ts';
import { answerBrokenRequest } from './http/broken-requests.ts';
import { boundConnections } from './http/connections.ts';
import { serveConsole } from './http/console.ts';
import { keepConventions, redirectToSlash, requestId } from './http/conventions.ts';
import { allowOrigins } from './http/cors.ts';
import { forwardLogin } from './http/forward-login.ts';
import { guard } from './http/guard.ts';
import { healthRoutes } from './http/health.ts';
import type { RateLimits } from './http/rate-limits.ts';
import { answerSerializer } from './http/serializer.ts';
import { zodValidator } from './http/validation.ts';
import { type DemoAccount, workshopRoute } from './http/workshop.ts';
import { openChangeHub } from './live/change-hub.ts';
import { liveRoutes } from './live/live.routes.ts';
import { countBacklog } from './notifications/backlog.ts';
import type { Clock } from './platform/clock.ts';
import { type Db, POOL_SIZE, WAIT_MS } from './platform/db.ts';
import type { Logger } from './platform/log.ts';
import { openTurns } from './platform/turns.ts';
import { timeSlotRoutes } from './time-slots/time-slots.routes.ts';

export interface AppDeps {
  readonly db: Db;
  /** Where changes are read for those who follow them; without one, where everything is. */
  readonly feedDb?: Db | undefined;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly business: BusinessSettings;
  /** Admins who are told of new bookings. */
  readonly adminUserIds: readonly string[];
  readonly authenticate: Authenticate;
  /** Where logins are forwarded to. */
  readonly authenticationUrl: string;
  readonly allowedHosts: readonly string[];
  /** Origins of browsers that are let in besides the built-in ones. */
  readonly corsOrigins: readonly string[];
  readonly log: Logger;
  /** Absent: everything is let in. */
  readonly rateLimits?: RateLimits | undefined;
  /** Whether the service can do its work; told at `/health/ready/`. */
  readonly isReady: () => Promise<boolean>;
  /** Called after every committed change: there may be something to deliver. */
  readonly onCommitted: () => void;
  /** Who may be signed in as by anybody; empty outside the demo. */
  readonly demoAccounts: readonly DemoAccount[];
  /** How long one may follow the changes before coming back; an hour unless told. */
  readonly longestStreamMs?: number | undefined;
  /** Where the built console lies; absent: the API alone. */
  readonly consoleFolder?: string | undefined;
  /** Checks every answer against its schema: on in tests, off in production. */
  readonly checkAnswers: boolean;
}

/** A request that has not arrived by then is given up, however slowly it is still trickling in. */
const REQUEST_MS = 15_000;
const HEADERS_MS = 10_000;
const LOOK_AT_CONNECTIONS_MS = 1_000;
const LONGEST_STREAM_MS = 3_600_000;

/** Two of a date keep the next one ready; three connections are left for everything else. */
const TURNS = { perKey: 2, inAll: POOL_SIZE - 3, waiting: 2_500, patienceMs: WAIT_MS };

/** Puts the parts together; nothing listens yet. */
export function buildApp(given: AppDeps): FastifyInstance {
  const hub = openChangeHub({ db: given.feedDb ?? given.db, log: given.log });
  const onCommitted = (): void => {
    given.onCommitted();
    hub.wake();
  };
  const deps = { ...given, onCommitted, turns: openTurns(TURNS) };
  const app = Fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    bodyLimit: LARGEST_BODY,
    requestTimeout: REQUEST_MS,
    http: {
      headersTimeout: HEADERS_MS,
      connectionsCheckingInterval: LOOK_AT_CONNECTIONS_MS,
      // Told by `keepConventions`, in the shape of all errors.
      requireHostHeader: false,
    },
    // Longer than a balancer keeps its side, so that none sends into a connection that just closed.
    keepAliveTimeout: 65_000,
    // What still arrives on an open connection while the service stops is served like the rest.
    return503OnClosing: false,
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerBrokenRequest,
    rewriteUrl: (request) => routedUrl(request.url ?? '/'),
    routerOptions: {
      ignoreTrailingSlash: true,
      // A segment of any length is looked at and not found; the whole head is bounded anyway.
      maxParamLength: 16_384,
      // The last of repeated parameters counts (contract 1.7).
      querystringParser: (text) => Object.fromEntries(new URLSearchParams(text)),
    },
  });
  boundConnections(app);
  // What is expected beyond 100-continue is no reason not to answer.
  app.server.on('checkExpectation', (request, reply) => app.server.emit('request', request, reply));
  app.setValidatorCompiler(zodValidator);
  app.setSerializerCompiler(answerSerializer(deps.checkAnswers));
  readBodies(app);
  keepConventions(app, deps.allowedHosts);
  allowOrigins(app, deps.corsOrigins);
  // After the origins: a browser has to be let in to follow a redirect.
  app.after(() => redirectToSlash(app));
  answerErrors(app);
  logRequests(app);

  describeApi(app);
  if (deps.consoleFolder !== undefined) serveConsole(app, deps.consoleFolder);

  healthRoutes(app, { isReady: deps.isReady, countBacklog: () => countBacklog(deps.db) });
  app.register(
    async (open) => {
      forwardLogin(open, deps.authenticationUrl, deps.rateLimits);
      workshopRoute(open, deps);
    },
    { prefix: '/api/v1' },
  );
  app.register(
    async (api) => {
      const { closeMethods } = guard(api, deps.authenticate, deps.rateLimits);
      apiRoot(api);
      availabilityRoutes(api, deps);
      reportRoutes(api, deps);
      calendarRoute(api, deps);
      insightsRoute(api, deps);
      exportRoute(api, deps);
      timeSlotRoutes(api, deps);
      appointmentRoutes(api, deps);
      actionRoutes(api, deps);
      slotPreviewRoutes(api, deps);
      historyRoutes(api, deps);
      liveRoutes(api, { hub, longestStreamMs: deps.longestStreamMs ?? LONGEST_STREAM_MS });
      directoryRoutes(api, deps);
      closeMethods();
    },
    { prefix: '/api/v1' },
  );
  return app;
}

function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
}
