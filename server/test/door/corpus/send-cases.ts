import type { InjectOptions } from 'fastify';
import { expect } from 'vitest';
import { nth } from '../../support/people.ts';
import type { World } from '../../support/world.ts';
import { faultsOf } from './answer-oracle.ts';
import { type BadInput, type Caller, JSON_TYPE } from './bad-input.ts';
import { type CaseRows, fingerprint, MAKES_ROWS, OWNER, rowMaker } from './case-rows.ts';

/** Options of a test that sends hundreds of cases: a busy machine takes its time. */
export const CALM = { timeout: 240_000 };

/** No honest answer takes as long; a hang does. */
const LIMIT_MS = 15_000;

/** Sends one case and answers what is wrong with what came back. */
type SendCase = (one: BadInput) => Promise<string[]>;

/**
 * Sends every case and answers what is wrong, a line each: the general oracle, the case's own
 * expectation, and that refused requests have written nothing.
 */
export async function faultsOfCases(world: World, cases: readonly BadInput[]): Promise<string[]> {
  const send = await caseSender(world);
  const faults: string[] = [];
  const before = await fingerprint(world);
  for (const one of cases.filter((each) => !mayWrite(each))) faults.push(...(await send(one)));
  if ((await fingerprint(world)) !== before) faults.push('a refused request has written something');
  for (const one of cases.filter(mayWrite)) faults.push(...(await send(one)));
  return faults;
}

/** Whether a case makes rows, or may change some when it is accepted. */
function mayWrite({ method = 'POST', path, payload, status }: BadInput): boolean {
  if ((path + String(sent(payload))).match(MAKES_ROWS) !== null) return true;
  return [status].flat().some((one) => one < 400) && method !== 'GET' && method !== 'HEAD';
}

/** Sends cases to a world; the rows that they share are made at once. */
async function caseSender(world: World): Promise<SendCase> {
  const makeRows = await rowMaker(world);
  const tokens = new Map<Caller, string>();
  for (const [who, person] of [
    ['admin', nth(world.people.admins, 0)],
    ['employee', nth(world.people.employees, 0)],
    ['customer', OWNER.person],
  ] as const)
    tokens.set(who, `Bearer ${await world.platform.accessToken(person.user_id)}`);

  return async (one) => {
    const rows = makeRows();
    const { by = 'admin', method = 'POST', payload } = one;
    const authorization = tokens.get(by);
    const body = sent(payload);
    const options = {
      method,
      url: await rows.named(one.path),
      headers: {
        ...(typeof payload === 'object' && !Buffer.isBuffer(payload) ? JSON_TYPE : {}),
        ...(authorization === undefined ? {} : { authorization }),
        ...one.headers,
      },
      ...(body === undefined
        ? {}
        : { payload: typeof body === 'string' ? await rows.named(body) : body }),
    };
    const answer = await inTime(world.app.inject(options as InjectOptions));
    if (answer === 'late') return [`${one.what}: no answer within ${LIMIT_MS} ms`];
    const { statusCode, headers, body: text } = answer;
    const faults = [
      ...faultsOf({ method, status: statusCode, headers, text }),
      ...statusFaults(one, statusCode),
      ...(statusCode < 400 ? await storedFaults(world, one, rows, text) : fieldFaults(one, text)),
      ...answerFaults(one, text),
      ...Object.entries(one.answerHeaders ?? {}).flatMap(([name, value]) =>
        headers[name] === value ? [] : [`${name} is ${String(headers[name])}, not ${value}`],
      ),
    ];
    if (faults.length === 0) return [];
    return [`${one.what}: ${faults.join('; ')} [${statusCode} ${text.slice(0, 200)}]`];
  };
}

function sent(payload: BadInput['payload']): string | Buffer | undefined {
  if (payload === undefined || typeof payload === 'string' || Buffer.isBuffer(payload))
    return payload;
  return JSON.stringify(payload);
}

async function inTime<T>(work: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function statusFaults({ status }: BadInput, actual: number): string[] {
  return [status].flat().includes(actual) ? [] : [`expected ${[status].flat().join(' or ')}`];
}

function fieldFaults({ fields }: BadInput, text: string): string[] {
  if (fields === undefined) return [];
  const named = Object.keys((JSON.parse(text) ?? {}) as object);
  const differs = [...named].sort().join() !== [...fields].sort().join();
  return differs ? [`names ${named.join()} instead of ${fields.join()}`] : [];
}

function answerFaults({ answer }: BadInput, text: string): string[] {
  if (answer === undefined) return [];
  const found = text === '' ? '' : (JSON.parse(text) as unknown);
  return differing(() => expect(found).toMatchObject(answer as object), 'another body');
}

interface Told {
  readonly id?: string;
  readonly appointment?: { readonly id: string };
}

async function storedFaults(
  world: World,
  { stored, reason, path }: BadInput,
  rows: CaseRows,
  text: string,
): Promise<string[]> {
  if (stored === undefined && reason === undefined) return [];
  const told = JSON.parse(text) as Told;
  const id = told.appointment?.id ?? told.id ?? rows.fresh ?? '';
  const faults: string[] = [];
  if (stored !== undefined) {
    const table = path.includes('time-slots') ? 'time_slots' : 'appointments';
    const query = world.db.selectFrom(table).selectAll().where('id', '=', id);
    const row: unknown = await query.executeTakeFirst();
    faults.push(...differing(() => expect(row).toMatchObject(stored), 'another row'));
    const shown = { ...told, ...told.appointment };
    const visible = Object.entries(stored).filter(([column]) => column in shown);
    const wanted = Object.fromEntries(visible);
    faults.push(...differing(() => expect(shown).toMatchObject(wanted), 'another answer'));
  }
  if (reason !== undefined) {
    const lines = world.db.selectFrom('appointment_history').select('change_reason');
    const line = await lines.where('appointment_id', '=', id).execute();
    faults.push(...differing(() => expect(line).toEqual([{ change_reason: reason }]), 'history'));
  }
  return faults;
}

function differing(check: () => void, what: string): string[] {
  try {
    check();
    return [];
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    return [`${what}: ${told.slice(0, 300)}`];
  }
}
