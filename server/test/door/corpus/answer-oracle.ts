/** An answer as it came, whatever it is about. */
export interface RawAnswer {
  readonly method: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

const SECURITY_HEADERS = [
  'x-frame-options',
  'x-content-type-options',
  'referrer-policy',
  'cross-origin-opener-policy',
];
/** What only a server that shows its insides would say. */
const INSIDES =
  /node_modules|\.(ts|js|mjs):\d|\n\s+at |violates|invalid input syntax|out of range for type|syntax error at|ECONN|stack/;

/** What is wrong with an answer, whoever asked for whatever; nothing for a good one. */
export function faultsOf(answer: RawAnswer): string[] {
  const { status, headers } = answer;
  const faults: string[] = [];
  const want = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  want(status >= 200 && status < 500, `status ${status}`);
  want(/^[\w.:-]{1,64}$/.test(String(headers['x-request-id'] ?? '')), 'no X-Request-Id');
  for (const name of SECURITY_HEADERS) want(headers[name] !== undefined, `no ${name}`);
  if (status === 401)
    want(headers['www-authenticate'] === 'Bearer realm="api"', 'no WWW-Authenticate');
  if (status === 405) want(String(headers.allow ?? '') !== '', 'no Allow');
  faults.push(...faultsOfBody(answer));
  return faults;
}

function faultsOfBody({ method, status, headers, text }: RawAnswer): string[] {
  const type = headers['content-type'];
  // Only a real server drops the body of an answer to HEAD: see the tests on sockets.
  if (method === 'HEAD') return [];
  if (status === 204 || status === 301 || method === 'OPTIONS')
    return text === '' || status === 404 ? [] : ['a body where there should be none'];
  if (type === 'text/csv; charset=utf-8' && status === 200)
    return text.startsWith('\ufeff') ? [] : ['a table without its mark'];
  if (type === 'text/event-stream' && status === 200)
    return text.startsWith('retry: ') ? [] : ['a stream without its start'];
  if (type !== 'application/json' && type !== 'application/problem+json')
    return [`content type ${String(type)}`];
  const body = parsed(text);
  if (body === undefined) return [`no JSON: ${text.slice(0, 80)}`];
  if (status < 400) return [];
  if (INSIDES.test(text)) return [`the insides are shown: ${text.slice(0, 200)}`];
  return type === 'application/json' ? faultsOfRefusal(status, body) : [];
}

/** What keeps a body of this status from being one of the shapes of contract 1.4. */
export function faultsOfRefusal(status: number, body: unknown): string[] {
  const shape = shapeOf(body);
  if (shape === undefined) return [`no shape of contract 1.4: ${JSON.stringify(body)}`];
  return status === 400 || shape === 'detail' ? [] : [`a ${status} in the shape "${shape}"`];
}

/** The shape that a body has, if it has one; no key is allowed besides. */
export function shapeOf(body: unknown): 'detail' | 'error' | 'array' | 'fields' | undefined {
  if (Array.isArray(body)) return isMessages(body) ? 'array' : undefined;
  if (typeof body !== 'object' || body === null) return undefined;
  const keys = Object.keys(body).sort().join();
  const values: unknown[] = Object.values(body);
  if (keys === 'detail' || keys === 'code,detail')
    return values.every(isMessage) ? 'detail' : undefined;
  if (keys === 'error') return values.every(isMessage) ? 'error' : undefined;
  return keys !== '' && values.every((value) => isMessages(value)) ? 'fields' : undefined;
}

function isMessage(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isMessages(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isMessage);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Told as a fault by the caller.
    return undefined;
  }
}
