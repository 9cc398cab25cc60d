import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { answerErrors } from './answer-errors.ts';
import { appointmentRoutes } from './appointments/appointments.routes.ts';
import { availabilityRoutes } from './availability/availability.routes.ts';
import type { BusinessSettings } from './config.ts';
import type { Directory } from './directory/directory.ts';
import { historyRoutes } from './history/history.routes.ts';
import type { Authenticate } from './http/authenticate.ts';
import { LARGEST_BODY, readBodies } from './http/body.ts';
import { keepConventions, requestId } from './http/conventions.ts';
import { forwardLogin } from './http/forward-login.ts';
import { guard } from './http/guard.ts';
import { healthRoutes } from './http/health.ts';
import { answerSerializer } from './http/serializer.ts';
import { zodValidator } from './http/validation.ts';
import type { Clock } from './platform/clock.ts';
import type { Db } from './platform/db.ts';
import type { Logger } from './platform/log.ts';

export interface AppDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly business: BusinessSettings;
  readonly authenticate: Authenticate;
  /** Where logins are forwarded to. */
  readonly authenticationUrl: string;
  readonly allowedHosts: readonly string[];
  readonly log: Logger;
  /** Whether the service can do its work; told at `/health/ready/`. */
  readonly isReady: () => Promise<boolean>;
  /** Called after every committed change: there may be something to deliver. */
  readonly onCommitted: () => void;
  /** Checks every answer against its schema: on in tests, off in production. */
  readonly checkAnswers: boolean;
}

/** Puts the parts together; nothing listens yet. */
export function buildApp(deps: AppDeps): FastifyInstance {
  const app = Fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    bodyLimit: LARGEST_BODY,
    routerOptions: {
      ignoreTrailingSlash: true,
      // The last of repeated parameters counts (contract 1.7).
      querystringParser: (text) => Object.fromEntries(new URLSearchParams(text)),
    },
  });
  app.setValidatorCompiler(zodValidator);
  app.setSerializerCompiler(answerSerializer(deps.checkAnswers));
  readBodies(app);
  keepConventions(app, deps.allowedHosts);
  answerErrors(app);
  logRequests(app);

  healthRoutes(app, deps.isReady);
  app.register(async (login) => forwardLogin(login, deps.authenticationUrl), { prefix: '/api/v1' });
  app.register(
    async (api) => {
      const { closeMethods } = guard(api, deps.authenticate);
      availabilityRoutes(api, deps);
      appointmentRoutes(api, deps);
      historyRoutes(api, deps);
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
