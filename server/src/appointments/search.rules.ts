import { type Patterns, patternsOf } from '../directory/search-texts.rules.ts';

/** What a list is searched for: patterns of names and plates, and the ids that begin like the text. */
export interface Search extends Patterns {
  readonly ids: { readonly first: string; readonly last: string } | null;
}

const FEWEST_DIGITS = 4;
const ID_DIGITS = 32;

/** What a text that somebody has typed is looked for as; nothing when it is blank. */
export function searchOf(typed: string | undefined): Search | undefined {
  const text = typed?.trim().toLowerCase() ?? '';
  return text === '' ? undefined : { ...patternsOf(text), ids: idsLike(text) };
}

// A range of ids, not a pattern: the primary key finds it.
function idsLike(text: string): Search['ids'] {
  const digits = text.replaceAll('-', '');
  if (!/^[0-9a-f]+$/.test(digits)) return null;
  if (digits.length < FEWEST_DIGITS || digits.length > ID_DIGITS) return null;
  const first = dashed(digits.padEnd(ID_DIGITS, '0'));
  // With dashes elsewhere than an id has them it is something else, such as a plate.
  if (text !== digits && !first.startsWith(text)) return null;
  return { first, last: dashed(digits.padEnd(ID_DIGITS, 'f')) };
}

function dashed(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
