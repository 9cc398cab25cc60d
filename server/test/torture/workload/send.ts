import { Agent, request } from 'undici';
import { REQUEST_PREFIX } from '../checker/timeline.ts';
import {
  type Answer,
  type Call,
  type Operation,
  type Outcome,
  operationsOf,
} from '../history/history.ts';
import type { Recorder } from '../history/recorder.ts';
import type { People } from '../stage/people.ts';

/** Sends requests and writes down what was asked and what came back. */
export interface Sender {
  send(url: string, asked: Omit<Call, 'index' | 'at'>): Promise<Operation>;
  /** Writes down a call that is made by other means, of whose answer nobody will hear. */
  record(
    asked: Omit<Call, 'index' | 'at'>,
    say: (head: string, body: string) => Promise<void>,
  ): Promise<void>;
  close(): Promise<void>;
}

/** Longer than the service may ever take; whoever waits so long is left in doubt. */
const ANSWER_LIMIT_MS = 30_000;
/** 503 that say that nothing was written. */
const NOTHING_WRITTEN = [
  ...['database_busy', 'database_unavailable', 'directory_unavailable', 'overloaded'],
];
/** The request never left. */
const NOT_SENT = ['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT'];

type Heard = Omit<Answer, 'index' | 'at'>;

export function openSender(recorder: Recorder, people: People): Sender {
  const agent = new Agent({
    connect: { timeout: 5_000 },
    headersTimeout: ANSWER_LIMIT_MS,
    bodyTimeout: ANSWER_LIMIT_MS,
    connections: 64,
  });
  return {
    async send(url, asked) {
      const call = recorder.call(asked);
      const heard = await ask(agent, url, call, await people.token(call.caller));
      const answer = recorder.answer(call, heard);
      const [operation] = operationsOf([
        { type: 'call', ...call },
        { type: 'answer', ...answer },
      ]);
      return operation as Operation;
    },
    async record(asked, say) {
      const call = recorder.call(asked);
      const body = call.body === null ? '' : JSON.stringify(call.body);
      const headers = {
        host: 'localhost',
        ...headersOf(call, await people.token(call.caller)),
        'content-length': String(Buffer.byteLength(body)),
      };
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      await say(`${call.method} /api/v1${call.path} HTTP/1.1\r\n${lines.join('')}\r\n`, body);
      recorder.answer(call, unheard('info', 'hung_up'));
    },
    close: () => agent.destroy(),
  };
}

/** The headers of a request, by which the service knows it and the checker finds it again. */
function headersOf(call: Call, token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    // Only so do refusals and 503s carry their code.
    accept: 'application/problem+json',
    'x-request-id': `${REQUEST_PREFIX}${call.index}`,
    ...(call.body === null ? {} : { 'content-type': 'application/json' }),
    ...(call.key === null ? {} : { 'idempotency-key': call.key }),
    ...(call.ifMatch === null ? {} : { 'if-match': `"${call.ifMatch}"` }),
  };
}

async function ask(agent: Agent, url: string, call: Call, token: string): Promise<Heard> {
  try {
    const { statusCode, headers, body } = await request(`${url}/api/v1${call.path}`, {
      dispatcher: agent,
      method: call.method,
      headers: headersOf(call, token),
      ...(call.body === null ? {} : { body: JSON.stringify(call.body) }),
    });
    const text = await body.text();
    const { code = null } = errorIn(text, statusCode);
    const tag = /^"(\d+)"$/.exec(String(headers.etag ?? ''));
    return {
      outcome: outcomeOf(statusCode, code),
      status: statusCode,
      ...{ code, text },
      version: tag === null ? null : Number(tag[1]),
      replayed: headers['idempotency-replayed'] === 'true',
    };
  } catch (error) {
    const code = codeOf(error);
    return unheard(NOT_SENT.includes(code) ? 'fail' : 'info', code);
  }
}

function unheard(outcome: Outcome, code: string): Heard {
  return { outcome, status: null, code, text: '', version: null, replayed: false };
}

function outcomeOf(status: number, code: string | null): Outcome {
  if (status < 300) return 'ok';
  if (status < 500) return 'fail';
  return status === 503 && NOTHING_WRITTEN.includes(code ?? '') ? 'fail' : 'info';
}

function errorIn(text: string, status: number): { code?: string } {
  if (status < 400) return {};
  try {
    return JSON.parse(text) as { code?: string };
  } catch {
    // Whatever it is, it has no code.
    return {};
  }
}

function codeOf(error: unknown): string {
  const { code, cause, name } = error as { code?: string; cause?: { code?: string }; name: string };
  return code ?? cause?.code ?? name;
}
