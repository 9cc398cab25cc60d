import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError, type PlatformErrorCode } from '../platform/app-error.ts';

/** The largest body that is read (contract 9.11). */
export const LARGEST_BODY = 64 * 1024;

const MEDIA_TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+[ \t]*(;.*)?$/;

/** Lists and objects within each other. */
const MOST_LEVELS = 32;

/**
 * Reads every body through one parser: JSON or a form; none is the same as an empty object. What
 * cannot be read becomes an AppError in the body's place, so that it is told when the body's turn
 * has come (contract 1.2).
 */
export function readBodies(app: FastifyInstance): void {
  const odd = new WeakMap<IncomingMessage, string>();
  app.addHook('onRequest', async ({ headers, raw }) => {
    const given = headers['content-type'];
    if (given === undefined || MEDIA_TYPE.test(given)) return;
    // The framework would refuse it before the token is looked at, and even without a body.
    odd.set(raw, given);
    headers['content-type'] = 'application/octet-stream';
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) =>
      await parsed(odd.get(request.raw) ?? request.headers['content-type'] ?? '', body),
  );
}

async function parsed(contentType: string, body: Buffer): Promise<unknown> {
  if (body.length === 0) return {};
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  switch (mediaType) {
    case 'application/json':
      return parsedJson(body);
    case 'application/x-www-form-urlencoded':
      return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    case 'multipart/form-data':
      return await parsedMultipart(contentType, body);
    default:
      return unreadable(
        'unsupported_media_type',
        `Unsupported media type "${contentType}" in request.`,
      );
  }
}

function parsedJson(body: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    if (isTooDeep(text))
      return unreadable('malformed_body', 'JSON parse error - Nested too deeply');
    // To the framework `null` would be the same as no body.
    return JSON.parse(text) ?? unreadable('not_an_object', 'No data provided');
  } catch (error) {
    return unreadable('malformed_body', `JSON parse error - ${(error as Error).message}`);
  }
}

// No body of the API has more than a list in an object; what is nested further was made to hurt.
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[{]|[\]}]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > MOST_LEVELS) return true;
  }
  return false;
}

async function parsedMultipart(contentType: string, body: Buffer): Promise<unknown> {
  try {
    const headers = { 'content-type': contentType };
    const form = await new Response(new Uint8Array(body), { headers }).formData();
    // No field takes a file.
    return Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
  } catch (error) {
    return unreadable('malformed_body', `Multipart form parse error - ${(error as Error).message}`);
  }
}

function unreadable(code: PlatformErrorCode, message: string): AppError<PlatformErrorCode> {
  return new AppError(code, message);
}
