import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { schemaValidator } from '../support/openapi.ts';
import { type CarOwner, nth } from '../support/people.ts';
import { signedToken } from '../support/signed-token.ts';
import { SECRET, type World } from '../support/world.ts';
import { faultsOf } from './corpus/answer-oracle.ts';
import { type DocumentedOperation, describedAnswer } from './generated-requests-document.ts';
import { kindOf, type Links, type Row } from './generated-requests-links.ts';
import type { Plan } from './generated-requests-plans.ts';
import type { Tally } from './generated-requests-tally.ts';

interface Request {
  readonly operation: DocumentedOperation;
  readonly options: InjectOptions;
  readonly id: string | undefined;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

interface RunDeps {
  readonly world: World;
  readonly operations: ReadonlyMap<string, DocumentedOperation>;
  readonly links: Links;
  readonly tally: Tally;
}

const validate = schemaValidator();

/** Makes requests of plans, sends them, and throws when one of the five oracles is against it. */
export async function openRun(deps: RunDeps): Promise<(plan: Plan) => Promise<void>> {
  const { world, operations, links, tally } = deps;
  const stranger = `Bearer ${await signedToken(SECRET, { user_role: 'mechanic' })}`;
  const tokens = new Map<string, string>();
  const tokenOf = async (userId: string): Promise<string> => {
    const token = tokens.get(userId) ?? `Bearer ${await world.platform.accessToken(userId)}`;
    tokens.set(userId, token);
    return token;
  };

  async function send(request: Request, authorization: string | undefined): Promise<Reply> {
    const { operation, options } = request;
    const response = await world.app.inject({
      ...options,
      headers: { ...options.headers, ...(authorization === undefined ? {} : { authorization }) },
    });
    const { statusCode: status, headers, body: text } = response;
    tally.answered(operation.operationId, status);
    const told = `${options.method} ${String(options.url)} ${String(options.payload ?? '').slice(0, 500)} answered ${status} ${text.slice(0, 500)}`;
    judge(
      'no fault of the service',
      faultsOf({ method: operation.method, status, headers, text }),
      told,
    );
    const [type = ''] = String(headers['content-type'] ?? '').split(';');
    const body: unknown = text === '' || type.startsWith('text/') ? text : JSON.parse(text);
    const described = describedAnswer(operation, status);
    const faults = described === undefined ? [`${status} is not documented`] : [];
    const schema = described?.content?.[type]?.schema;
    if (schema !== undefined) faults.push(...validate(schema, body));
    else if (text !== '' && described !== undefined) faults.push(`${type} is not documented`);
    judge('true to the document', faults, told);
    return { status, body };
  }

  function judge(oracle: Parameters<Tally['judged']>[0], faults: string[], told: string): void {
    tally.judged(oracle);
    if (faults.length > 0) throw new Error(`${oracle}: ${faults.join('; ')}\n${told}`);
  }

  async function probeRights(request: Request): Promise<void> {
    const nobody = await send(request, undefined);
    const unknown = await send(request, stranger);
    const statuses = [nobody.status, unknown.status].join();
    judge('rights enforced', statuses === '401,403' ? [] : [statuses], describe(request));
  }

  return async (plan) => {
    const operation = operations.get(plan.operationId);
    if (operation === undefined) throw new Error(`${plan.operationId} is not documented`);
    const owner = links.owner(plan.turn);
    const request = requestOf(operation, plan, links, owner);
    if (plan.probesRights && operation.needsToken) await probeRights(request);
    const userId = userOf(plan.role, world, owner);
    const token = operation.needsToken ? await tokenOf(userId) : undefined;
    const reply = await send(request, token);
    const { status } = reply;
    if (plan.violation !== undefined)
      judge('wrong data refused', status < 400 ? [plan.violation] : [], describe(request));
    if (request.id !== undefined && links.isDeleted(request.id))
      judge(
        'no use after deletion',
        // A role that may never do it is told so before anything is looked up (contract 9.1).
        status === 404 || status === 403 ? [] : [`${status} for a deleted id`],
        describe(request),
      );
    if (status < 300) remember(links, request, reply);
    if (status === 204) await isGone(request, await tokenOf(userOf('admin', world, owner)));
  };

  async function isGone({ operation, options, id }: Request, token: string): Promise<void> {
    const readOne = [...operations.values()].find(
      (one) => one.method === 'GET' && one.path === operation.path,
    );
    if (readOne === undefined) throw new Error(`${operation.path} is not read`);
    const read = {
      operation: readOne,
      id,
      options: { method: 'GET', url: options.url ?? '' },
    } as const;
    const { status } = await send(read, token);
    judge('no use after deletion', status === 404 ? [] : [`${status}`], describe(read));
  }
}

function describe({ options }: Request): string {
  return `${options.method} ${String(options.url)} ${String(options.payload ?? '')}`.slice(0, 800);
}

function userOf(role: Plan['role'], world: World, owner: CarOwner): string {
  if (role === 'customer') return owner.person.user_id;
  return nth(role === 'admin' ? world.people.admins : world.people.employees, 0).user_id;
}

function requestOf(
  operation: DocumentedOperation,
  plan: Plan,
  links: Links,
  owner: CarOwner,
): Request {
  const { turn } = plan;
  const id = operation.path.includes('{id}') ? pathId(operation, plan, links, owner) : undefined;
  const query = new URLSearchParams(links.filled(plan.query, turn) as Record<string, string>);
  const url = operation.path.replace('{id}', id ?? '');
  const { body } = plan;
  const base = { method: operation.method, url: `${url}?${query}` };
  if (body === undefined) return { operation, id, options: base };
  const type =
    body.as === 'text'
      ? body.type
      : body.as === 'json'
        ? 'application/json'
        : 'application/x-www-form-urlencoded';
  const value = body.as === 'text' ? undefined : links.filled(body.value, turn);
  const payload =
    body.as === 'text'
      ? body.text
      : body.as === 'json'
        ? JSON.stringify(value)
        : String(new URLSearchParams(value as Record<string, string>));
  return { operation, id, options: { ...base, headers: { 'content-type': type }, payload } };
}

/** The states in which an action is possible, so that it is not refused every time. */
const STATUSES_FOR: Readonly<Record<string, readonly string[]>> = {
  confirmAppointment: ['pending'],
  startAppointment: ['confirmed'],
  completeAppointment: ['in_progress'],
  no_showAppointment: ['confirmed'],
  cancelAppointment: ['pending', 'confirmed', 'in_progress'],
  rescheduleAppointment: ['pending', 'confirmed'],
  assignEmployee: ['pending', 'confirmed', 'in_progress'],
  replaceAppointment: ['pending', 'confirmed'],
};
const NO_IDS = ['x', '1', 'null', '%00', '%7B%7D', 'a'.repeat(300)];

function pathId(operation: DocumentedOperation, plan: Plan, links: Links, owner: CarOwner): string {
  const { link, turn, role } = plan;
  if (link === 'no id') return nth(NO_IDS, turn % NO_IDS.length);
  const wish = {
    turn,
    customerId: role === 'customer' ? owner.person.user_id : undefined,
    statuses: STATUSES_FOR[operation.operationId],
  };
  const id =
    link === 'unknown' ? undefined : links.idFor(kindOf(operation.path), { ...wish, sort: link });
  return id ?? randomUUID();
}

interface Told extends Partial<Row> {
  readonly appointment?: Row;
  readonly results?: readonly Row[];
  readonly tokens?: { readonly refresh: string };
  readonly refresh?: string;
}

/** Keeps what later requests may name. */
function remember(links: Links, { operation, id }: Request, { status, body }: Reply): void {
  const kind = kindOf(operation.path);
  if (status === 204) {
    if (id !== undefined) links.deleted(kind, id);
    return;
  }
  const told = (body ?? {}) as Told;
  if (operation.operationId === 'listHistory')
    for (const line of told.results ?? []) links.seen('history', { id: line.id });
  const row = told.appointment ?? told;
  if (operation.method !== 'GET' && row.id !== undefined) {
    const { customer_id, status: state } = row;
    links.seen(kind, {
      id: row.id,
      ...(customer_id === undefined ? {} : { customer_id }),
      ...(state === undefined ? {} : { status: state }),
    });
  }
  const kept = told.tokens?.refresh ?? told.refresh;
  if (kept !== undefined) links.keepRefresh(kept);
}
