import { pino } from 'pino';
import { buildApp } from '../src/app.ts';

/** The OpenAPI document of the routes, as `openapi.json` holds it. */
export async function openApiDocument(): Promise<string> {
  const unused = (): never => {
    throw new Error('No request is served while the document is written.');
  };
  const app = buildApp({
    log: pino({ level: 'silent' }),
    allowedHosts: ['*'],
    corsOrigins: [],
    // Describing the routes calls none of them.
    db: undefined as never,
    directory: undefined as never,
    business: undefined as never,
    clock: unused,
    authenticate: unused,
    authenticationUrl: '',
    isReady: unused,
    adminUserIds: [],
    demoAccounts: [],
    onCommitted: unused,
    checkAnswers: false,
  });
  try {
    await app.ready();
    return `${JSON.stringify(app.swagger(), null, 2)}\n`;
  } finally {
    await app.close();
  }
}
