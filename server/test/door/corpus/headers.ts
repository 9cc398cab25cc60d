import { API, type BadInput, pairs, shown } from './bad-input.ts';

/** C18: headers that callers make up; they change neither the answer nor the log. */

const KEPT_IDS = [
  'a',
  'A-b_c.d:1',
  '0',
  '-',
  '...',
  ':',
  'x'.repeat(64),
  '3f21090e-52db-478c-9bda-f937a74504fe',
];
const REPLACED_IDS = [
  ...[
    '',
    ' ',
    'x'.repeat(65),
    'x'.repeat(8_000),
    'a b',
    'a\tb',
    'a,b',
    'a;b',
    'a/b',
    '../x',
    'a"b',
    "a'b",
    'a\\b',
  ],
  ...[
    'a\r\nb',
    'a\nlevel=50',
    'a\r\nSet-Cookie: x=y',
    'a\u0000b',
    'a\u001b[31m',
    '{"level":50}',
    '<script>',
    '%0d%0a',
  ],
  ...[
    'é',
    '🚗',
    '$(id)',
    '`id`',
    `\${jndi:ldap://a}`,
    'a\u2028b',
    '__proto__=',
    'a&b',
    'a?b',
    'a=b',
  ],
];

const GARBAGE = [
  '',
  ' ',
  'x',
  ',',
  ';',
  ',,,',
  '\u0000',
  'a\r\nX-Forged: 1',
  '"',
  '{}',
  '%',
  'é',
  'x'.repeat(4_000),
];
/** Headers that tell where a request comes from, or what a proxy made of it. */
const IGNORED = [
  ...[
    'traceparent',
    'tracestate',
    'baggage',
    'x-b3-traceid',
    'x-forwarded-for',
    'x-forwarded-proto',
  ],
  ...[
    'x-forwarded-host',
    'x-forwarded-port',
    'forwarded',
    'x-real-ip',
    'via',
    'x-original-url',
    'x-rewrite-url',
  ],
  ...[
    'user-agent',
    'referer',
    'cookie',
    'accept-language',
    'accept-encoding',
    'range',
    'if-modified-since',
  ],
  ...[
    'x-user-id',
    'x-user-role',
    'x-requested-with',
    'x-csrftoken',
    'origin',
    'te',
    'date',
    'from',
    'dnt',
  ],
];
const TELLING: readonly (readonly [string, string])[] = [
  ['traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
  ['traceparent', 'ff-00000000000000000000000000000000-0000000000000000-ff'],
  ['x-forwarded-for', Array.from({ length: 1_000 }, (_, n) => `10.0.0.${n % 256}`).join(', ')],
  ['x-forwarded-for', "127.0.0.1' or '1'='1"],
  ['x-original-url', '/api/v1/appointments/'],
  ['x-rewrite-url', '/admin/'],
  ['x-user-role', 'admin'],
  ['cookie', 'sessionid=x; csrftoken=y; access_token=z'],
  ['range', 'bytes=0-0'],
  ['range', `bytes=${Array.from({ length: 500 }, (_, n) => `${n}-${n}`).join(',')}`],
  ['origin', 'http://evil.test'],
  ['origin', 'null'],
  ['user-agent', "() { :;}; echo 'x'"],
  ['accept-encoding', 'gzip;q=1, br;q=0.5, *;q=0'],
];
const ACCEPTS = [
  ...[
    '',
    '*',
    '*/*',
    'text/html',
    'application/xml',
    'image/*',
    'application/json;q=0',
    '*/*;q=0',
    ';',
    ',,,',
    'a/b/c',
  ],
  ...[
    'text/html, application/json;q=abc',
    'application/json;q=9',
    'q=1',
    '/',
    'application/json; charset=x',
    '"',
    '{}',
  ],
  ...[
    Array.from({ length: 100 }, (_, n) => `a/b${n};q=0.${n}`).join(','),
    'application/*',
    'json',
    'é/é',
  ],
];
const HOSTS = [
  ...[
    'evil.test',
    'evil.test:80',
    '[::1]',
    '[::1',
    'a:99999',
    'a:b',
    'a b',
    'a/b',
    'a@b',
    '"',
    '<script>',
    '{}',
    '..',
  ],
  ...[
    '',
    ' ',
    'localhost:8005',
    'LOCALHOST',
    'é',
    'xn--a',
    'a,b',
    'a\\b',
    'x'.repeat(4_000),
    '127.0.0.1',
    '%00',
  ],
];
const PAGE_SIZED = `${API}/appointments/?page=1`;

const read = (
  what: string,
  headers: Readonly<Record<string, string>>,
  path = PAGE_SIZED,
): BadInput => ({
  what,
  method: 'GET',
  path,
  headers,
  status: 200,
});

export const HEADERS: readonly BadInput[] = [
  ...KEPT_IDS.map((id) => ({
    ...read(`X-Request-Id: ${shown(id)}`, { 'x-request-id': id }),
    answerHeaders: { 'x-request-id': id },
  })),
  // The general oracle asks for a harmless id in the answer.
  ...REPLACED_IDS.map((id) => read(`X-Request-Id: ${shown(id)}`, { 'x-request-id': id })),
  ...REPLACED_IDS.map((id) => ({
    ...read(`no path, X-Request-Id: ${shown(id)}`, { 'x-request-id': id }, '/nowhere/%zz'),
    status: [400, 404],
    because: 'the path cannot be decoded',
  })),
  ...pairs(IGNORED, GARBAGE).map(([name, value]) =>
    read(`${name}: ${shown(value)}`, { [name]: value }, `${API}/`),
  ),
  ...TELLING.map(([name, value]) => read(`${name}: ${shown(value)} told`, { [name]: value })),
  ...ACCEPTS.map((accept) => ({
    ...read(`Accept: ${shown(accept)}`, { accept }),
    status: [200, 406],
    because: 'contract 1.4 lets the service answer JSON to everybody',
  })),
  ...HOSTS.map((host) => ({
    ...read(`Host: ${shown(host)}`, { host }),
    status: [200, 400],
    because: 'no host is configured, so that any may be served; an impossible one may be refused',
  })),
  // Where a proxy is not trusted, links name the host that was asked.
  ...['x-forwarded-host', 'forwarded', 'x-original-host', 'x-host'].map((name) => ({
    ...read(`the root with ${name}`, { [name]: 'host=evil.test' }, `${API}/`),
    answer: { appointments: `http://localhost:80${API}/appointments/` },
  })),
  ...['if-none-match', 'if-match', 'if-range', 'if-unmodified-since'].flatMap((name) =>
    ['*', '"x"', 'W/"x"', '""', 'x', ',', '"a", "b"', '"'].map((value) => ({
      ...read(`${name}: ${value}`, { [name]: value }),
      status: [200, 304],
      because: 'a read may take part in conditional requests or not',
    })),
  ),
  ...['__proto__', 'constructor', 'tostring', 'x', 'x'.repeat(4_000), '_', 'x-http-method'].map(
    (name) => read(`the header ${shown(name)}`, { [name]: 'x' }),
  ),
  read('500 headers', Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`x-${n}`, 'y']))),
];
