import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../platform/app-error.ts';
import { readIfMatch } from './preconditions.ts';

describe('If-Match', () => {
  test.each<[string | undefined, '*' | string[] | undefined]>([
    [undefined, undefined],
    ['*', '*'],
    ['  *\t', '*'],
    ['"3"', ['"3"']],
    [' "3" ', ['"3"']],
    ['"3","4"', ['"3"', '"4"']],
    ['"3" \t, "4"  ,"5"', ['"3"', '"4"', '"5"']],
    ['""', ['""']],
    ['"a,b"', ['"a,b"']],
    ['"*"', ['"*"']],
    ['"W/"', ['"W/"']],
    ['"\u00e9"', ['"\u00e9"']],
    // A weak tag never matches, so it is as if it were not there.
    ['W/"3"', []],
    ['W/"3", "4", W/"5"', ['"4"']],
  ])('reads %j', (header, expected) => {
    expect(readIfMatch(header)).toEqual(expected);
  });

  test.each([
    [''],
    [' '],
    ['3'],
    ['"3'],
    ['3"'],
    ["'3'"],
    ['"3" "4"'],
    ['"3";"4"'],
    ['"3"x'],
    ['*, "3"'],
    ['"3", *'],
    ['**'],
    ['w/"3"'],
    ['W/3'],
    ['W/ "3"'],
    ['W "3"'],
    ['"two words"'],
    ['"a"b"'],
    ['"\u0001"'],
    ['"\u0100"'],
  ])('refuses %j', (header) => {
    expect(() => readIfMatch(header)).toThrow(AppError);
    expect(() => readIfMatch(header)).toThrow(
      expect.objectContaining({
        code: 'bad_request',
        message: 'If-Match must be * or entity tags such as "3".',
      }),
    );
  });

  const tag = fc
    .stringMatching(/^[\x21\x23-\x7e\x80-\xff]{0,12}$/)
    .map((content) => `"${content}"`);
  const listed = fc.array(
    fc.record({ tag, weak: fc.boolean(), gap: fc.constantFrom('', ' ', '\t ') }),
    {
      minLength: 1,
      maxLength: 20,
    },
  );

  test('finds every strong tag of a list, in order', () => {
    fc.assert(
      fc.property(listed, (tags) => {
        const header = tags
          .map(({ tag, weak, gap }) => `${gap}${weak ? 'W/' : ''}${tag}${gap}`)
          .join(',');
        expect(readIfMatch(header)).toEqual(tags.filter(({ weak }) => !weak).map(({ tag }) => tag));
      }),
    );
  });

  test('reads or refuses whatever comes, and ends', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'"W/*, \t3a'), maxLength: 60 }),
        (header) => {
          try {
            const tags = readIfMatch(header);
            expect(tags === '*' || Array.isArray(tags)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
          }
        },
      ),
    );
  });
});
