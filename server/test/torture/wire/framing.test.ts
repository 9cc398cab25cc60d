import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commits, cycleReader } from './cycles.ts';
import {
  asksForEncryption,
  backendReader,
  extendedQuery,
  frontendReader,
  parseWith,
  simpleQuery,
  textsOf,
} from './framing.ts';

const sync = Buffer.from([0x53, 0, 0, 0, 4]);

function untyped(code: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeInt32BE(8, 0);
  bytes.writeInt32BE(code, 4);
  return bytes;
}

function sqlOf(bytes: Buffer): string[] {
  const readCycle = cycleReader();
  return backendReader()(bytes).flatMap((message) => readCycle(message)?.sql ?? []);
}

describe('the messages of the protocol', () => {
  it('come out whole however the bytes are torn', () => {
    const sqls = fc.array(fc.string({ maxLength: 40 }).filter((sql) => !sql.includes('\0')));
    fc.assert(
      fc.property(sqls, fc.array(fc.nat(60)), (wanted, cuts) => {
        const startup = untyped(196_608);
        const stream = Buffer.concat([
          untyped(80_877_103),
          startup,
          ...wanted.map((sql) => simpleQuery(sql).bytes),
        ]);
        const read = frontendReader();
        const messages = [];
        let at = 0;
        for (const size of [...cuts, stream.length]) {
          messages.push(...read(stream.subarray(at, at + size)));
          at += size;
        }
        const [wish, greeting, ...queries] = messages;
        expect(wish !== undefined && asksForEncryption(wish)).toBe(true);
        expect(greeting?.bytes).toEqual(startup);
        expect(queries.map((query) => textsOf(query, 1)[0])).toEqual(wanted);
      }),
    );
  });

  it('keep the parameters of a statement whose SQL is exchanged', () => {
    const [parse] = extendedQuery('select $1');
    if (parse === undefined) throw new Error('There is no Parse.');
    const types = Buffer.from([0, 1, 0, 0, 0, 23]);
    const typed = Buffer.concat([parse.bytes.subarray(0, -2), types]);
    typed.writeInt32BE(typed.length - 1, 1);
    const changed = parseWith({ type: 'P', bytes: typed }, (sql) => `${sql} + 1`);
    expect(textsOf(changed, 2)).toEqual(['', 'select $1 + 1']);
    expect(changed.bytes.subarray(-6)).toEqual(types);
    expect(changed.bytes.readInt32BE(1)).toBe(changed.bytes.length - 1);
  });
});

describe('a cycle', () => {
  it('is a simple query, or everything up to Sync with the SQL of its Execute', () => {
    const extended = [...extendedQuery('select 2').map(({ bytes }) => bytes), sync];
    const [, bind, execute] = extended;
    const again = [bind, execute, sync].filter((bytes) => bytes !== undefined);
    expect(sqlOf(Buffer.concat([simpleQuery('select 1').bytes, ...extended, ...again]))).toEqual([
      'select 1',
      'select 2',
      'select 2',
    ]);
  });

  it.each([
    ['commit', true],
    ['COMMIT', true],
    [' Commit work ;', true],
    ['insert into t values (1); commit', true],
    ['commit transaction', true],
    ["commit prepared 'one'", false],
    ['select committed from t', false],
    ['update t set commit = 1', false],
    ['rollback', false],
    ['begin', false],
  ])('of %j commits: %j', (sql, expected) => {
    expect(commits({ messages: [], sql, answered: true })).toBe(expected);
  });
});
