/**
 * How single values are read from JSON, forms and query strings, and how a wrong one is answered:
 * the wording of the API that this service replaces (contract 1.5).
 */

/** A value as the service keeps it, or what is wrong with it. */
export type Read<T> = { readonly value: T } | { readonly fault: string };

const value = <T>(read: T): Read<T> => ({ value: read });
const fault = (message: string): Read<never> => ({ fault: message });

const INT_MIN = -2_147_483_648;
const INT_MAX = 2_147_483_647;

/** Lower-case dashed UUID from any usual spelling; `undefined` when it is none. */
export function uuidOf(text: string): string | undefined {
  const bare = text
    .toLowerCase()
    .replace(/^urn:uuid:/, '')
    .replace(/^\{(.*)\}$/, '$1');
  const hex = /^[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}$/.test(bare)
    ? bare.replaceAll('-', '')
    : undefined;
  return hex?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function readUuid(input: unknown): Read<string> {
  const uuid = typeof input === 'string' ? uuidOf(input) : undefined;
  return uuid === undefined ? fault('Must be a valid UUID.') : value(uuid);
}

export function readUuids(input: unknown, most: number): Read<string[]> {
  if (!Array.isArray(input)) return fault('Expected a list of items.');
  if (input.length === 0) return fault('This list may not be empty.');
  if (input.length > most) return fault(`Ensure this field has no more than ${most} elements.`);
  const ids = new Set<string>();
  for (const item of input) {
    const read = readUuid(item);
    if ('fault' in read) return read;
    ids.add(read.value);
  }
  return value([...ids]);
}

/** `YYYY-MM-DD`; `2030-1-5` and `20301216` are read too. */
export function readDate(input: unknown): Read<string> {
  const wrong = fault('Date has wrong format. Use one of these formats instead: YYYY-MM-DD.');
  if (typeof input !== 'string') return wrong;
  const match =
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(input) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(input);
  if (match === null) return wrong;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? value(date.toISOString().slice(0, 10)) : wrong;
}

/** A date, or a date with a time after a `T` or a blank, of which only the date counts. */
export function readDay(input: unknown): Read<string> {
  if (typeof input !== 'string') return readDate(input);
  const [, day = '', clock] = /^([^T ]*)(?:[T ](.*))?$/s.exec(input) ?? [];
  const told = clock === undefined || 'value' in readTime(clock);
  return readDate(told ? day : input);
}

/** `HH:MM:SS[.ffffff]`; seconds may be missing, and `Z` or an offset is dropped. */
export function readTime(input: unknown): Read<string> {
  const wrong = fault(
    'Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].',
  );
  if (typeof input !== 'string') return wrong;
  const bare = input.replace(/(Z|[+-]\d{2}(:?\d{2})?)$/, '');
  const match =
    /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?$/.exec(bare) ??
    /^(\d{2})(\d{2})(?:(\d{2}))?$/.exec(bare);
  if (match === null) return wrong;
  const [hours = '', minutes = '', seconds = '0', fraction = ''] = match.slice(1);
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return wrong;
  const clock = [hours, minutes, seconds].map((part) => part.padStart(2, '0')).join(':');
  return value(Number(fraction) === 0 ? clock : `${clock}.${fraction.padEnd(6, '0')}`);
}

const TRUE_WORDS = ['t', 'y', 'yes', 'true', 'on', '1'];
const FALSE_WORDS = ['f', 'n', 'no', 'false', 'off', '0'];

/** Yes or no as JSON says it, or as a word: in small letters, in capitals, or with a capital first. */
export function readBoolean(input: unknown): Read<boolean> {
  if (typeof input === 'boolean') return value(input);
  const text = typeof input === 'number' ? String(input) : input;
  if (typeof text !== 'string' || !/^([a-z]+|[A-Z][a-z]*|[A-Z]+|[01])$/.test(text))
    return fault('Must be a valid boolean.');
  const word = text.toLowerCase();
  if (TRUE_WORDS.includes(word)) return value(true);
  return FALSE_WORDS.includes(word) ? value(false) : fault('Must be a valid boolean.');
}

export function readInteger(input: unknown, least: number, most: number): Read<number> {
  const text = typeof input === 'number' ? String(input) : input;
  if (typeof text !== 'string' || !/^\s*[+-]?\d+(\.0*)?\s*$/.test(text))
    return fault('A valid integer is required.');
  const number = Number(text) + 0;
  // What no integer column holds is told as such, before the tighter bounds of the field.
  const [low, high] = number < INT_MIN || number > INT_MAX ? [INT_MIN, INT_MAX] : [least, most];
  if (number > high) return fault(`Ensure this value is less than or equal to ${high}.`);
  if (number < low) return fault(`Ensure this value is greater than or equal to ${low}.`);
  return value(number);
}

/** What the predecessor's language takes for a blank. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: to the predecessor some of them are blanks.
const BLANK = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

// One letter at a time: a pattern for the end would try every blank of a long row of them.
function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && BLANK.test(text.charAt(start))) start += 1;
  while (end > start && BLANK.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Trimmed text; numbers become text. */
export function readText(input: unknown, longest: number): Read<string> {
  if (typeof input !== 'string' && typeof input !== 'number') return fault('Not a valid string.');
  const text = trimmed(String(input));
  if (text.includes('\0')) return fault('Null characters are not allowed.');
  const surrogate = /\p{Surrogate}/u.exec(text)?.[0];
  if (surrogate !== undefined) {
    const code = surrogate.charCodeAt(0).toString(16).toUpperCase();
    return fault(`Surrogate characters are not allowed: U+${code}.`);
  }
  // A code point counts once, however many units it takes.
  if (text.length > longest && [...text].length > longest)
    return fault(`Ensure this field has no more than ${longest} characters.`);
  return value(text);
}

export function readChoice<Choice extends string>(
  input: unknown,
  choices: readonly Choice[],
): Read<Choice> {
  const choice = choices.find((candidate) => candidate === input);
  if (choice !== undefined) return value(choice);
  const shown = typeof input === 'object' ? JSON.stringify(input) : String(input);
  return fault(`"${shown}" is not a valid choice.`);
}

/** An amount of at most ten digits, two of them after the point; `""` is no amount. */
export function readMoney(input: unknown): Read<string | null> {
  if (input === '') return value(null);
  const text = typeof input === 'number' ? String(input) : input;
  const match =
    typeof text === 'string' && text.length <= 1000
      ? /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?\s*$/.exec(text)
      : null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? [];
  if (match === null || whole + fraction === '') return fault('A valid number is required.');
  const digits = (whole + fraction).replace(/^0+(?=\d)/, '');
  const power = Number(exponent) - fraction.length;
  const decimals = Math.max(0, -power);
  const total = power >= 0 ? digits.length + power : Math.max(digits.length, decimals);
  if (total > 10) return fault('Ensure that there are no more than 10 digits in total.');
  if (decimals > 2) return fault('Ensure that there are no more than 2 decimal places.');
  if (total - decimals > 8)
    return fault('Ensure that there are no more than 8 digits before the decimal point.');
  const cents = Number(digits) * 10 ** (power + 2);
  if (sign === '-' && cents > 0) return fault('Ensure this value is greater than or equal to 0.');
  return value((Math.round(cents) / 100).toFixed(2));
}
