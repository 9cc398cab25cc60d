/** A name as it is compared: without accents, in small letters, one blank between words. */
export function searchedName(name: string): string {
  return plain(name).replaceAll(/\s+/g, ' ').trim();
}

/** A plate as it is compared: no blanks and dashes either, which people write as they like. */
export function searchedPlate(plate: string): string {
  return plain(plate).replaceAll(/[\s\p{Dash_Punctuation}]+/gu, '');
}

/** What SQL's `like` compares names and plates with; `null` fits nothing. */
export interface Patterns {
  readonly name: string | null;
  readonly plate: string | null;
}

/** The patterns of names and plates that hold what somebody has typed. */
export function patternsOf(typed: string): Patterns {
  return { name: holding(searchedName(typed)), plate: holding(searchedPlate(typed)) };
}

// Of a plate, nothing may be left of what was typed; nothing is part of every text.
function holding(text: string): string | null {
  return text === '' ? null : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

// Only the accents of Latin, Greek and Cyrillic: elsewhere such marks are vowels.
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}
