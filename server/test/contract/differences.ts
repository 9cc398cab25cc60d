import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row of the table in `docs/differences.md`. */
export interface ListedDifference {
  /** A recorded exchange, `every exchange`, or a behaviour. */
  readonly name: string;
  /** Where the answers differ, without its backticks; `[*]` is each item; `not recorded` for a behaviour. */
  readonly where: string;
  readonly predecessor: string;
  readonly ours: string;
  readonly reason: string;
}

const NOT_RECORDED = 'not recorded';

/** The rows of the one table of deliberate differences. */
export function listedDifferences(): ListedDifference[] {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/differences.md'), 'utf8');
  const [, , ...rows] = text.split('\n').filter((line) => line.startsWith('|'));
  return rows.map((row) => {
    const cells = row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|'));
    const [name = '', where = '', predecessor = '', ours = '', reason = '', ...more] = cells;
    if (reason === '' || more.length > 0) throw new Error(`A row needs five cells: ${row}`);
    return { name, where: where.replace(/^`(.*)`$/, '$1'), predecessor, ours, reason };
  });
}

/** The rows with one for each item of the recorded list in the place of `[*]`. */
export function spread(rows: readonly ListedDifference[], recorded: unknown): ListedDifference[] {
  const listed = new Set(rows.map(({ where }) => where));
  return rows.flatMap((row) => {
    const [list = '', key] = row.where.split('[*]');
    if (key === undefined) return [row];
    // What is listed as missing altogether has no keys.
    const items = itemsOf(recorded, list)
      .map((_, index) => `${list}[${index}]`)
      .filter((item) => !listed.has(item));
    if (items.length === 0) throw new Error(`There are no items in ${list}.`);
    return items.map((item) => ({ ...row, where: `${item}${key}` }));
  });
}

function itemsOf(recorded: unknown, list: string): readonly unknown[] {
  const keys = list.split('.').slice(1);
  const found = keys.reduce<unknown>(
    (value, key) => (value as Readonly<Record<string, unknown>>)[key],
    recorded,
  );
  if (!Array.isArray(found)) throw new Error(`There is no list at ${list}.`);
  return found;
}

/** Whether the row is about a recorded exchange, and not about a behaviour that none shows. */
export function isRecorded(row: ListedDifference): boolean {
  return row.where !== NOT_RECORDED;
}

/** The JSON value that a cell states in backticks, or that there is none; undefined for words. */
export function statedValue(cell: string): { readonly value: unknown } | undefined {
  if (cell === 'none') return { value: undefined };
  const code = /^`([^`]+)`$/.exec(cell)?.[1];
  return code === undefined ? undefined : { value: JSON.parse(code) as unknown };
}
