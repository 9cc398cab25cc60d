import { nth } from '../support/people.ts';

export const PRINCIPALS = ['AN', 'BT', 'CO', 'CX', 'EA', 'EX', 'AD', 'UR', 'NR'] as const;
export type Principal = (typeof PRINCIPALS)[number];

/** What a row can be to a request. */
export const KINDS = ['existing', 'missing', 'deleted'] as const;
export type Kind = (typeof KINDS)[number];

/** What a cell says of one kind of row. */
export interface Expected {
  readonly status: number;
  /** Whether the answer shows the row; undefined where the table leaves it open. */
  readonly shows: boolean | undefined;
}

/** One line of the matrix. */
export interface Line {
  /** As written: `GET /appointments/:id/`, and what is sent where a method has several lines. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly cells: Readonly<Record<Principal, Readonly<Record<Kind, Expected>>>>;
}

/** Reads a matrix that is written as text; a line that does not fit is an error, never skipped. */
export function linesOf(matrix: string): Line[] {
  const [head = '', ...rows] = matrix.split('\n').filter((row) => row.trim() !== '');
  const principals = head.trim().split(/\s+/);
  if (principals.join() !== PRINCIPALS.join()) throw new Error(`Unknown principals: ${head}`);
  return rows.map(lineOf);
}

function lineOf(row: string): Line {
  const [, method = '', path = '', sent = '', rest] =
    /^([A-Z]+) +(\S+) *(\{.*\})? *\|(.*)$/.exec(row) ?? [];
  if (rest === undefined) throw new Error(`No line of a matrix: ${row}`);
  const cells = rest.trim().split(/\s+/);
  if (cells.length !== PRINCIPALS.length) throw new Error(`A cell for everybody, please: ${row}`);
  return {
    name: `${method} ${path} ${sent}`.trimEnd(),
    method,
    path,
    cells: Object.fromEntries(
      PRINCIPALS.map((principal, index) => [principal, kindsOf(nth(cells, index))]),
    ) as Line['cells'],
  };
}

function kindsOf(cell: string): Record<Kind, Expected> {
  const told = cell.split('/').map(expectedOf);
  if (told.length > KINDS.length) throw new Error(`A cell for more kinds of rows: ${cell}`);
  const existing = nth(told, 0);
  const missing = told[1] ?? existing;
  return { existing, missing, deleted: told[2] ?? missing };
}

function expectedOf(text: string): Expected {
  const [, status, sign] = /^([1-5]\d\d)([+-]?)$/.exec(text) ?? [];
  if (status === undefined) throw new Error(`No status: ${text}`);
  return { status: Number(status), shows: sign === '' ? undefined : sign === '+' };
}
