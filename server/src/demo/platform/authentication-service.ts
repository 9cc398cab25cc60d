import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SamplePerson } from '../workshop/sample-people.ts';
import {
  notFound,
  notPermitted,
  queryValue,
  Refusal,
  readBody,
  requiredText,
  uuidInPath,
} from './answers.ts';
import { accountsOf, callerOf, type PlatformState } from './platform-state.ts';

const PAGE_SIZE = 20;

const loginBody = z.object({ email: requiredText, password: requiredText });
const refreshBody = z.object({ refresh: requiredText });

/** Serves login, token refresh and the user look-ups of contract 3 and 4.4. */
export function serveAuthentication(app: FastifyInstance, state: PlatformState): void {
  app.post('/api/v1/auth/login/', async (request) => {
    const { email, password } = readBody(loginBody, request.body);
    const person = accountsOf(state.people).find(
      (account) => account.email === email.toLowerCase() && account.password === password,
    );
    if (person?.is_active !== true) throw new Refusal(401, { detail: 'Incorrect Credentials' });
    return { ...signedInUser(person), tokens: await state.tokens.issue(person) };
  });

  app.post('/api/v1/auth/token/refresh/', async (request) => {
    const { refresh } = readBody(refreshBody, request.body);
    const pair = await state.tokens.rotate(refresh);
    if (pair === 'invalid') throw unusableToken('Token is invalid or expired');
    if (pair === 'blacklisted') throw unusableToken('Token is blacklisted');
    return pair;
  });

  app.get('/api/v1/auth/admin/users/', async (request) => {
    const caller = await callerOf(state, request);
    if (caller.user_role !== 'admin') throw notPermitted();
    const role = queryValue(request.query, 'role');
    const users = accountsOf(state.people).filter(
      (person) => role === undefined || person.user_role === role,
    );
    const page = queryValue(request.query, 'page') ?? '1';
    return pageOf(users.map(listedUser), page, addressOf(request));
  });

  app.get<{ Params: { id: string } }>('/api/v1/auth/admin/users/:id/', async (request) => {
    const caller = await callerOf(state, request);
    const id = uuidInPath(request.params.id);
    const person = accountsOf(state.people).find((account) => account.user_id === id);
    if (person === undefined) throw notFound();
    if (caller.user_role !== 'admin' && caller.user_id !== id) throw notPermitted();
    return detailedUser(person);
  });
}

function unusableToken(detail: string): Refusal {
  return new Refusal(401, { detail, code: 'token_not_valid' });
}

function signedInUser(person: SamplePerson) {
  const { user_id: id, email, first_name, last_name, user_role, phone_number } = person;
  const { created_at, is_active } = person;
  return { id, email, first_name, last_name, user_role, phone_number, created_at, is_active };
}

function listedUser(person: SamplePerson) {
  const { user_id: id, email, first_name, last_name, user_role, is_active, created_at } = person;
  return { id, email, first_name, last_name, user_role, is_active, created_at };
}

function detailedUser(person: SamplePerson) {
  const { user_id: id, email, first_name, last_name, user_role, phone_number } = person;
  const { is_active, created_at } = person;
  return {
    id,
    email,
    first_name,
    last_name,
    user_role,
    phone_number,
    is_active,
    created_at,
    updated_at: created_at,
    last_login: null,
  };
}

function addressOf(request: FastifyRequest): URL {
  const host = `http://${request.headers.host}`;
  return new URL(request.url, URL.canParse(host) ? host : 'http://localhost');
}

/** One page of twenty in Django's envelope; refuses a page that does not exist. */
function pageOf<Item>(items: readonly Item[], wanted: string, address: URL) {
  const pages = Math.max(1, Math.ceil(items.length / PAGE_SIZE));
  const page = wanted === 'last' ? pages : Number(wanted);
  if (!Number.isInteger(page) || page < 1 || page > pages) {
    throw new Refusal(404, { detail: 'Invalid page.' });
  }
  const linkTo = (target: number): string => {
    const link = new URL(address);
    if (target === 1) link.searchParams.delete('page');
    else link.searchParams.set('page', String(target));
    link.searchParams.sort();
    return link.href;
  };
  return {
    count: items.length,
    next: page < pages ? linkTo(page + 1) : null,
    previous: page > 1 ? linkTo(page - 1) : null,
    results: items.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
  };
}
