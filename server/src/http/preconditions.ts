import { AppError, type PlatformErrorCode } from '../platform/app-error.ts';

/** One entity tag, weak or strong (RFC 9110, 8.8.3). */
const TAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/y;

/**
 * What `If-Match` asks for: any version, one of these, or nothing. Weak tags are left out, for they
 * never match here (RFC 9110, 13.1.1).
 */
export function readIfMatch(header: string | undefined): '*' | string[] | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (text === '*') return '*';
  const tags: string[] = [];
  let at = 0;
  for (;;) {
    TAG.lastIndex = at;
    const tag = TAG.exec(text)?.[0];
    if (tag === undefined) throw malformed();
    if (!tag.startsWith('W/')) tags.push(tag);
    at += tag.length;
    if (at === text.length) return tags;
    // Empty elements of a list are passed over (RFC 9110, 5.6.1.2).
    const comma = /\s*,[\s,]*/y;
    comma.lastIndex = at;
    const gap = comma.exec(text)?.[0];
    if (gap === undefined) throw malformed();
    at += gap.length;
    if (at === text.length) return tags;
  }
}

function malformed(): AppError<PlatformErrorCode> {
  return new AppError('bad_request', 'If-Match must be * or entity tags such as "3".');
}
