import createFetchClient, { type Client } from 'openapi-fetch';
import { ApiError, apiErrorOf, isWorthRepeating, unreachable } from './api-error.ts';
import type { paths } from './api-types.ts';
import { newKey } from './new-key.ts';
import { type Person, personIn, type TokenStore } from './tokens.ts';

export interface ApiOptions {
  /** Where the service is, without a slash at the end; empty for the page's own origin. */
  readonly baseUrl: string;
  readonly tokens: TokenStore;
  /** Called when the tokens no longer open anything and the user has to sign in anew. */
  readonly onSignedOut?: () => void;
  readonly fetch?: typeof fetch;
}

export interface Api extends Client<paths> {
  /** Signs in and keeps the tokens; throws `ApiError` with status 401 for a wrong password. */
  signIn(email: string, password: string): Promise<Person>;
  signOut(): void;
  /** Sends any request of this service with the token, refreshed where needed. */
  send(request: Request): Promise<Response>;
}

const REFRESH_PATH = '/api/v1/auth/token/refresh/';
const READS = ['GET', 'HEAD'];
/** A write carries one key through all its tries, so that it happens once. */
const TRIES = 4;
const LONGEST_PAUSE_MS = 5_000;
/** A write may wait for other services and for its locks that long before it is answered. */
const STILL_RUNNING_MS = 20_000;
/** What takes longer has got lost on a dead line. */
const TRY_MS = 30_000;
const REFRESH_MS = 10_000;

/**
 * A typed client of the service: every path and body is checked against `openapi.json`. Access
 * tokens are refreshed when they run out, every write carries an `Idempotency-Key` and is repeated
 * under it when its answer got lost, and whatever is not a success is thrown as `ApiError`.
 */
export function createApi(options: ApiOptions): Api {
  const { baseUrl, tokens } = options;
  const reach = options.fetch ?? ((request: Request) => fetch(request));

  async function send(request: Request): Promise<Response> {
    const isWrite = !READS.includes(request.method);
    if (isWrite && !request.headers.has('idempotency-key'))
      request.headers.set('idempotency-key', newKey());
    const sender = senderOf(tokens.read()?.access);
    const end = performance.now() + STILL_RUNNING_MS;
    for (let attempt = 1; ; attempt += 1) {
      // Whoever signed in meanwhile did not ask for this.
      if (senderOf(tokens.read()?.access) !== sender) throw unreachable('somebody else signed in');
      const answer = await sendWithToken(request.clone()).catch((cause: unknown) => {
        request.signal.throwIfAborted();
        if (cause instanceof ApiError) throw cause;
        return unreachable(cause);
      });
      const lost = answer instanceof ApiError;
      if (!lost && !isWorthRepeating(answer)) return answer;
      const mayGoOn = !lost && answer.status === 409 ? performance.now() < end : attempt < TRIES;
      if (!mayGoOn || (lost && !isWrite)) {
        if (lost) throw answer;
        return answer;
      }
      const seconds = lost ? attempt / 2 : Number(answer.headers.get('retry-after') ?? attempt);
      await pause(Math.min(seconds * 1_000, LONGEST_PAUSE_MS), request.signal);
    }
  }

  async function sendWithToken(request: Request): Promise<Response> {
    const access = tokens.read()?.access;
    const again = request.clone();
    const answer = await reach(within(TRY_MS, authorized(request, access)));
    if (answer.status !== 401 || access === undefined) return answer;
    const fresh = await tokens.exclusively(async () => await refreshed(access));
    if (fresh === undefined || senderOf(fresh) !== senderOf(access)) return answer;
    return await reach(within(TRY_MS, authorized(again, fresh)));
  }

  /** The access token after `stale`; another tab may have fetched it already. */
  async function refreshed(stale: string): Promise<string | undefined> {
    const held = tokens.read();
    if (held === undefined || held.access !== stale) return held?.access;
    const answer = await reach(
      new Request(`${baseUrl || location.origin}${REFRESH_PATH}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refresh: held.refresh }),
        // Others wait for it.
        signal: AbortSignal.timeout(REFRESH_MS),
      }),
    );
    // Only a refusal ends the session; a service that is away says nothing about the token.
    if (answer.status >= 500 || answer.status === 429) throw await apiErrorOf(answer);
    const told = answer.ok ? ((await answer.json()) as TokenAnswer) : undefined;
    // Somebody signed out or in meanwhile: what was asked for before is nobody's business now.
    if (tokens.read()?.refresh !== held.refresh) return tokens.read()?.access;
    if (told === undefined) {
      tokens.write(undefined);
      options.onSignedOut?.();
      return undefined;
    }
    const { access, refresh = held.refresh } = told;
    tokens.write({ access, refresh });
    return access;
  }

  const client = createFetchClient<paths>({ baseUrl, fetch: send });
  client.use({
    onRequest: ({ request }) => {
      request.headers.set('accept', 'application/problem+json, application/json');
    },
    onResponse: async ({ response }) => {
      if (!response.ok) throw await apiErrorOf(response);
    },
  });

  return Object.assign(client, {
    send,
    async signIn(email: string, password: string) {
      tokens.write(undefined);
      const { data } = await client.POST('/api/v1/auth/login/', { body: { email, password } });
      const held = (data as { readonly tokens: Required<TokenAnswer> }).tokens;
      tokens.write(held);
      return personIn(held.access);
    },
    signOut: () => tokens.write(undefined),
  });
}

/** Whom a token names; nobody in particular if it is no JWT. */
function senderOf(access: string | undefined): string | undefined {
  if (access === undefined) return undefined;
  try {
    return personIn(access).id;
  } catch {
    return '';
  }
}

interface TokenAnswer {
  readonly access: string;
  readonly refresh?: string;
}

function authorized(request: Request, access: string | undefined): Request {
  if (access !== undefined) request.headers.set('authorization', `Bearer ${access}`);
  return request;
}

/** Gives a request up after that long; a stream stays open for as long as it likes. */
function within(milliseconds: number, request: Request): Request {
  if (request.headers.get('accept') === 'text/event-stream') return request;
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(milliseconds)]);
  return new Request(request, { signal });
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  signal.throwIfAborted();
}

/** What a call answers; for `await answerOf(api.GET(…))`. */
export async function answerOf<T>(call: Promise<{ readonly data?: T }>): Promise<T> {
  const { data } = await call;
  return data as T;
}
