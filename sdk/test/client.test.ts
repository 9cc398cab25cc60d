import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Api, answerOf, createApi } from '../src/client.ts';
import { memoryTokens, type TokenStore } from '../src/tokens.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let answers: Answer[];
let heard: { method: string; path: string; token: string; key: string | undefined }[];
let tokens: TokenStore;
let api: Api;

beforeEach(async () => {
  answers = [];
  heard = [];
  server = createServer((request, response) => {
    request.resume();
    heard.push({
      method: request.method ?? '',
      path: request.url ?? '',
      token: (request.headers.authorization ?? '').replace('Bearer ', ''),
      key: request.headers['idempotency-key'] as string | undefined,
    });
    const answer = answers.shift();
    if (answer === undefined) throw new Error('Nobody expected another request.');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  tokens = memoryTokens();
  tokens.write({ access: 'old', refresh: 'refresh' });
  const { port } = server.address() as AddressInfo;
  api = createApi({ baseUrl: `http://127.0.0.1:${port}`, tokens });
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const tell =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
const hangUp: Answer = (request) => request.socket.destroy();

test('a token that ran out is refreshed once, and the request sent again', async () => {
  answers = [
    tell(401, {}),
    tell(200, { access: 'new', refresh: 'next' }),
    tell(200, { pending: 3 }),
  ];
  expect(await answerOf(api.GET('/api/v1/appointments/stats/'))).toEqual({ pending: 3 });
  expect(heard.map(({ token }) => token)).toEqual(['old', '', 'new']);
  expect(tokens.read()).toEqual({ access: 'new', refresh: 'next' });
});

test('many requests with an old token share one refresh', async () => {
  // None is refused before all are there: a refresh must not come between them.
  const refused: (() => void)[] = [];
  const refuse: Answer = (request, response) => {
    refused.push(() => tell(401, {})(request, response));
    if (refused.length === 3) for (const now of refused) now();
  };
  answers = [refuse, refuse, refuse, tell(200, { access: 'new' })];
  answers.push(...Array.from({ length: 3 }, () => tell(200, {})));
  await Promise.all([1, 2, 3].map(() => api.GET('/api/v1/appointments/stats/')));
  expect(heard.filter(({ path }) => path.includes('refresh'))).toHaveLength(1);
});

test('a refused refresh signs out; one that cannot be made does not', async () => {
  answers = [tell(401, {}), tell(503, { detail: 'away' })];
  await expect(api.GET('/api/v1/appointments/stats/')).rejects.toMatchObject({ status: 503 });
  expect(tokens.read()).toBeDefined();

  answers = [tell(401, {}), tell(401, { detail: 'Token is blacklisted' })];
  await expect(api.GET('/api/v1/appointments/stats/')).rejects.toMatchObject({ status: 401 });
  expect(tokens.read()).toBeUndefined();
});

test('a write whose answer got lost is repeated under the same key', async () => {
  answers = [hangUp, tell(503, {}, { 'retry-after': '0' }), tell(200, { status: 'confirmed' })];
  const confirmed = await answerOf(
    api.POST('/api/v1/appointments/{id}/confirm/', { params: { path: { id: 'x' } } }),
  );
  expect(confirmed).toEqual({ status: 'confirmed' });
  expect(heard).toHaveLength(3);
  expect(new Set(heard.map(({ key }) => key)).size).toBe(1);
  expect(heard[0]?.key).toMatch(/^[0-9a-f]{32}$/);
});

test('a refusal is an error with its code and every problem', async () => {
  const problems = [{ code: 'slot_full', message: 'The selected time slot is fully booked' }];
  const title = 'The appointment cannot be moved.';
  answers = [tell(400, { code: 'reschedule_refused', title, problems }, { 'x-request-id': 'r-1' })];
  const refused = api.POST('/api/v1/appointments/{id}/reschedule/', {
    params: { path: { id: 'x' } },
    body: { new_date: '2030-12-16', new_time: '10:00' },
  });
  await expect(refused).rejects.toMatchObject({
    ...{ status: 400, code: 'reschedule_refused', message: title, problems, requestId: 'r-1' },
  });
  expect(heard).toHaveLength(1);
});

test('a service that cannot be reached is told apart from one that refuses', async () => {
  answers = [hangUp];
  await expect(api.GET('/api/v1/appointments/stats/')).rejects.toMatchObject({
    ...{ status: 0, code: 'unreachable' },
  });
});

/** A token of this user, by nobody's signature. */
function tokenOf(user_id: string, mark = ''): string {
  const body = Buffer.from(JSON.stringify({ user_id, user_role: 'customer', mark }));
  return `x.${body.toString('base64url')}.x`;
}

test('who signs out during a refresh stays signed out', async () => {
  tokens.write({ access: tokenOf('ada'), refresh: 'refresh' });
  const refresh: Answer = (request, response) => {
    api.signOut();
    tell(200, { access: tokenOf('ada', 'new'), refresh: 'next' })(request, response);
  };
  answers = [tell(401, {}), refresh];
  await expect(api.GET('/api/v1/appointments/stats/')).rejects.toMatchObject({ status: 401 });
  expect(tokens.read()).toBeUndefined();
});

test('what one person asked for is not asked again as another', async () => {
  tokens.write({ access: tokenOf('ada'), refresh: 'refresh' });
  const lose: Answer = (request) => {
    tokens.write({ access: tokenOf('bob'), refresh: 'of bob' });
    request.socket.destroy();
  };
  answers = [lose];
  const cancelled = api.POST('/api/v1/appointments/{id}/cancel/', {
    params: { path: { id: 'x' } },
    body: {},
  });
  await expect(cancelled).rejects.toMatchObject({ code: 'unreachable' });
  expect(heard).toHaveLength(1);
  expect(tokens.read()?.refresh).toBe('of bob');
});

test('an answer that a gateway has lost is asked for again under the same key', async () => {
  answers = [tell(502, {}), tell(200, { status: 'confirmed' })];
  await api.POST('/api/v1/appointments/{id}/confirm/', { params: { path: { id: 'x' } } });
  expect(new Set(heard.map(({ key }) => key)).size).toBe(1);
});
