/** The part of a described operation that the headers of changes belong to. */
export interface DescribedChange {
  parameters?: readonly { readonly in: string }[];
  responses?: Record<string, { description: string; headers?: Record<string, unknown> }>;
}

const WRITES = ['post', 'put', 'patch', 'delete'];
/** Questions that need a body. */
const ASKED_BY_POST = ['/api/v1/time-slots/preview/'];

/** Open to anybody, so that it tells nobody's limit. */
export const WORKSHOP = '/api/v1/workshop/';

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
  description:
    'Makes the request safe to repeat: for 24 hours the same request under the same key gets the first answer.',
};
const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description: 'Entity tags as `ETag` told them; the change is made only to one of these versions.',
};
const ETAG = {
  description: 'The version, for `If-Match`.',
  schema: { type: 'string', example: '"3"' },
};
const REPLAYED = {
  description: '`true` when this is the first answer again.',
  schema: { type: 'string', enum: ['true'] },
};

const text = (description: string) => ({ description, schema: { type: 'string' } });

/** On every answer behind the guard, unless `RATE_LIMIT` is off. */
export const RATE_LIMIT_HEADERS = {
  'RateLimit-Policy': text('The limit and its window in seconds.'),
  'RateLimit-Limit': text('Requests in a window.'),
  'RateLimit-Remaining': text('What is left of it.'),
  'RateLimit-Reset': text('Seconds until the window is over.'),
};

/** Whether the operation changes something behind the guard. */
export function isChange(method: string, path: string): boolean {
  if (path.startsWith('/api/v1/auth/') || ASKED_BY_POST.includes(path)) return false;
  return WRITES.includes(method);
}

/** Adds the headers that changes take and answer with; reads of one object tell its version too. */
export function describeChange(method: string, path: string, operation: DescribedChange): void {
  const change = isChange(method, path);
  const one = path.includes('{id}') && !/\/history\//.test(path);
  if (change)
    operation.parameters = [
      ...(operation.parameters ?? []),
      IDEMPOTENCY_KEY,
      ...(one ? [IF_MATCH] : []),
    ];
  const creates = method === 'post' && !path.endsWith('/bulk_create/');
  for (const [status, answer] of Object.entries(operation.responses ?? {})) {
    if (!status.startsWith('2')) continue;
    const versioned = status !== '204' && (change ? one || creates : one);
    const headers = {
      ...(path.startsWith('/api/v1/auth/') || path === WORKSHOP ? {} : RATE_LIMIT_HEADERS),
      ...(versioned ? { ETag: ETAG } : {}),
      ...(change ? { 'Idempotency-Replayed': REPLAYED } : {}),
    };
    if (Object.keys(headers).length > 0) answer.headers = headers;
  }
}
