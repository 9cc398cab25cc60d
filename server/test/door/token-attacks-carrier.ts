import type { Attack, Attempt, Refusal } from './token-attacks.ts';
import { type Forge, platformToken } from './token-forge.ts';

/**
 * Sound tokens that come in a way that does not count: only one `Authorization` header of exactly
 * `Bearer` and a token does (RFC 6750, 2.1; contract 1.4). `T` stands for the token.
 */
type Lines = Readonly<Record<string, readonly string[]>>;

const NO_CREDENTIALS: Lines = {
  'no header': [],
  'an empty header': ['Authorization:'],
  'a blank header': ['Authorization:   '],
  'a token without a scheme': ['Authorization: T'],
  'a scheme grown onto its token': ['Authorization: BearerT'],
  'a colon behind the scheme': ['Authorization: Bearer: T'],
  'a comma behind the scheme': ['Authorization: Bearer, T'],
  'an equals sign for the blank': ['Authorization: Bearer=T'],
  'lower-case bearer': ['Authorization: bearer T'],
  'upper-case BEARER': ['Authorization: BEARER T'],
  'mixed-case BeaRer': ['Authorization: BeaRer T'],
  'letters of another writing in the scheme': ['Authorization: B\u00e9arer T'],
  'quotes around all of it': ['Authorization: "Bearer T"'],
  'Basic with the token as password': ['Authorization: Basic BASIC'],
  'Basic with the token': ['Authorization: Basic T'],
  Digest: ['Authorization: Digest username="admin", response="T"'],
  Negotiate: ['Authorization: Negotiate T'],
  'the scheme Token': ['Authorization: Token T'],
  'the scheme JWT': ['Authorization: JWT T'],
  'the scheme Key': ['Authorization: Key T'],
  'token and scheme the wrong way round': ['Authorization: T Bearer'],
  'Proxy-Authorization': ['Proxy-Authorization: Bearer T'],
  'X-Authorization': ['X-Authorization: Bearer T'],
  'X-Forwarded-Authorization': ['X-Forwarded-Authorization: Bearer T'],
  'X-Access-Token': ['X-Access-Token: T'],
  'X-Auth-Token': ['X-Auth-Token: T'],
  'an underscore in the name': ['HTTP_AUTHORIZATION: Bearer T'],
  'names of a proxy that vouches': [
    'X-User-Id: ad000000-0000-4000-8000-00000000000a',
    'X-User-Role: admin',
    'X-Remote-User: admin',
    'X-Forwarded-User: admin',
  ],
  'a cookie access_token': ['Cookie: access_token=T'],
  'a cookie jwt': ['Cookie: jwt=T; token=T; sessionid=T'],
  'a cookie Authorization': ['Cookie: Authorization=Bearer%20T'],
  'a protocol of a web socket': ['Sec-WebSocket-Protocol: bearer, T'],
  'a no-break space for the blank': ['Authorization: Bearer\u00a0T'],
  'a zero-width space for the blank': ['Authorization: Bearer\u00e2\u0080\u008bT'],
  'a next-line character for the blank': ['Authorization: Bearer\u0085T'],
};

const TWO_VALUES: Lines = {
  'Bearer alone': ['Authorization: Bearer'],
  'Bearer and blanks': ['Authorization: Bearer    '],
  'a third value': ['Authorization: Bearer T x'],
  'the token twice': ['Authorization: Bearer T T'],
  'two credentials, separated by a comma': ['Authorization: Bearer T, Bearer T'],
  'the scheme twice': ['Authorization: Bearer Bearer T'],
  'a third value behind a tab': ['Authorization: Bearer T\tx'],
  parameters: ['Authorization: Bearer realm="api", T'],
  'two headers, the first of them sound': [
    'Authorization: Bearer T',
    'Authorization: Bearer x.y.z',
  ],
  'two headers, the second of them sound': [
    'Authorization: Bearer x.y.z',
    'Authorization: Bearer T',
  ],
  'two headers, both sound': ['Authorization: Bearer T', 'Authorization: Bearer T'],
  'two headers in two spellings': ['authorization: Bearer T', 'AUTHORIZATION: Basic eDp5'],
  'two headers, the first of them empty': ['Authorization:', 'Authorization: Bearer T'],
  'two headers, the second of them empty': ['Authorization: Bearer T', 'Authorization:'],
};

const INVALID: Lines = {
  'a name before the token': ['Authorization: Bearer token=T'],
  'two tokens, separated by a comma': ['Authorization: Bearer T,T'],
  'two tokens, separated by a semicolon': ['Authorization: Bearer T;T'],
  'the token in quotes': ['Authorization: Bearer "T"'],
  'an encoded blank behind the token': ['Authorization: Bearer T%20'],
  'an encoded NUL behind the token': ['Authorization: Bearer T%00'],
  'an encoded line break behind the token': ['Authorization: Bearer T%0d%0aX:y'],
};

const NO_REQUEST: Lines = {
  'a NUL behind the token': ['Authorization: Bearer T\u0000'],
  'a NUL for the blank': ['Authorization: Bearer\u0000T'],
  'a NUL in the name': ['Authorization\u0000: Bearer T'],
  'a bell within the token': ['Authorization: Bearer \u0007T'],
  'a delete behind the token': ['Authorization: Bearer T\u007f'],
  'a vertical tab for the blank': ['Authorization: Bearer\u000bT'],
  'a form feed for the blank': ['Authorization: Bearer\u000cT'],
  'a carriage return within the header': ['Authorization: Bearer\rT'],
  'a header that goes on in the next line': ['Authorization: Bearer', ' T'],
  'a header that goes on behind a tab': ['Authorization: Bearer', '\tT'],
  'a blank before the colon': ['Authorization : Bearer T'],
  'a blank in the name': ['Author ization: Bearer T'],
};

function carried(lines: Lines, refusal: Refusal): Attack[] {
  return Object.entries(lines).map(([name, texts]) => ({
    name,
    refusal,
    attempt: (forge) => withToken(forge, { lines: texts }),
  }));
}

/** Sound tokens beside the header. */
const ELSEWHERE: Readonly<Record<string, Attempt>> = {
  'a parameter access_token': { lines: [], query: '?access_token=T' },
  'a parameter token': { lines: [], query: '?token=T&jwt=T&key=T&auth=T' },
  'a parameter Authorization': { lines: [], query: '?Authorization=Bearer%20T' },
  'a parameter that splits the request': {
    lines: [],
    query: '?x=%0d%0aAuthorization:%20Bearer%20T',
  },
  'a field of a form': {
    lines: ['Content-Type: application/x-www-form-urlencoded'],
    method: 'POST',
    body: 'access_token=T&Authorization=Bearer+T',
  },
  'a field of JSON': {
    lines: ['Content-Type: application/json'],
    method: 'POST',
    body: '{"access_token":"T","Authorization":"Bearer T","headers":{"authorization":"Bearer T"}}',
  },
  'another method in a header': {
    lines: ['X-HTTP-Method-Override: OPTIONS', 'X-HTTP-Method: OPTIONS'],
    method: 'POST',
    body: '',
  },
  'a header behind the body': {
    lines: ['Transfer-Encoding: chunked', 'Trailer: Authorization'],
    method: 'POST',
    body: '2\r\n{}\r\n0\r\nAuthorization: Bearer T\r\n\r\n',
  },
};

/** All attacks on the way in which a token comes. */
export function carrierAttacks(): Attack[] {
  return [
    ...carried(NO_CREDENTIALS, 'no credentials'),
    ...carried(TWO_VALUES, 'two values'),
    ...carried(INVALID, 'invalid token'),
    ...carried(NO_REQUEST, 'no request'),
    ...Object.entries(ELSEWHERE).map(
      ([name, attempt]): Attack => ({
        name,
        refusal: 'no credentials',
        attempt: (forge) => withToken(forge, attempt),
      }),
    ),
  ];
}

/** The attempt with a sound token in the places of `T`. */
function withToken(forge: Forge, attempt: Attempt): Attempt {
  const token = platformToken(forge);
  const basic = Buffer.from(`admin:${token}`).toString('base64');
  const filled = (text: string): string =>
    text.replaceAll('BASIC', basic).replaceAll(/(?<![A-Za-z-])T(?![A-Za-z-])|(?<=Bearer)T/g, token);
  return {
    ...attempt,
    lines: attempt.lines.map(filled),
    ...(attempt.query === undefined ? {} : { query: filled(attempt.query) }),
    ...(attempt.body === undefined ? {} : { body: filled(attempt.body) }),
  };
}
