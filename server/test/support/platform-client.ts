import { afterEach, beforeEach } from 'vitest';
import { type DemoPlatform, startDemoPlatform } from '../../src/demo/platform/demo-platform.ts';
import { type SamplePeople, samplePeople } from '../../src/demo/workshop/sample-people.ts';

export const PLATFORM_SECRET = 'a secret of the tests, longer than thirty-two bytes';
export const PLATFORM_START = Date.parse('2026-11-25T10:00:00Z');
export const NOBODY = '00000000-0000-4000-8000-000000000000';

type Json = Record<string, unknown>;

export interface PlatformClient {
  readonly platform: DemoPlatform;
  /** This test's own copy; what it changes shows at the next request. */
  readonly people: SamplePeople;
  /** The platform's clock, in milliseconds. */
  now: number;
  ask<Body = Json>(method: string, path: string, init?: RequestInit): Promise<Answer<Body>>;
  get<Body = Json>(path: string, token?: string): Promise<Answer<Body>>;
  getAs<Body = Json>(person: { user_id: string }, path: string): Promise<Answer<Body>>;
  post<Body = Json>(path: string, body: unknown): Promise<Answer<Body>>;
}

export interface Answer<Body> {
  status: number;
  body: Body;
}

/** Gives every test of the file a platform of its own, with a clock that stands still. */
export function usePlatform(): PlatformClient {
  let running: { platform: DemoPlatform; people: SamplePeople } | undefined;
  const current = () => {
    if (running === undefined) throw new Error('The platform runs only while a test does.');
    return running;
  };

  const client: PlatformClient = {
    get platform() {
      return current().platform;
    },
    get people() {
      return current().people;
    },
    now: PLATFORM_START,
    async ask<Body>(method: string, path: string, init: RequestInit = {}) {
      const response = await fetch(`${current().platform.url}${path}`, { method, ...init });
      return { status: response.status, body: (await response.json()) as Body };
    },
    get: (path, token) =>
      client.ask(
        'GET',
        path,
        token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
      ),
    getAs: async (person, path) =>
      client.get(path, await current().platform.accessToken(person.user_id)),
    post: (path, body) =>
      client.ask('POST', path, {
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };

  beforeEach(async () => {
    client.now = PLATFORM_START;
    const people = structuredClone(samplePeople);
    const platform = await startDemoPlatform({
      port: 0,
      secretKey: PLATFORM_SECRET,
      people,
      clock: () => new Date(client.now),
    });
    running = { platform, people };
  });
  afterEach(() => running?.platform.stop());
  return client;
}

/** The first of a list that must have one. */
export function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error('There is none.');
  return item;
}
