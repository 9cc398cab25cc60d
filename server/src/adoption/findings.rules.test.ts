import { describe, expect, test } from 'vitest';
import { type Finding, reportLines } from './findings.rules.ts';

const ADOPTED: readonly Finding[] = [
  { finding: 'appointments', found: 1_234_567, examples: [] },
  { finding: 'time_slots', found: 43, examples: [] },
  { finding: 'history_lines', found: 0, examples: [] },
];
const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `id-${n + 1}`);

describe('the report in lines', () => {
  test('is empty when nothing was adopted', () => {
    expect(reportLines([])).toEqual([]);
  });

  test('says how much was adopted, and that nothing is wrong when that is so', () => {
    const nothing: Finding = { finding: 'negative_cost', found: 0, examples: [] };
    expect(reportLines([...ADOPTED, nothing])).toEqual([
      'Adopted the database of the service before, every row as it was: 1,234,567 appointments, 43 time slots, 0 history lines.',
      'None of them breaks a rule.',
    ]);
  });

  test.each<[string, Finding, string[]]>([
    [
      'one',
      { finding: 'negative_cost', found: 1, examples: [{ what: '-5.00', ids: ['id'], size: 1 }] },
      ['  1 appointment with a cost below zero', '    -5.00: id'],
    ],
    [
      'more than are named',
      { finding: 'odd_length', found: 21, examples: [{ what: '0 minutes', ids: ['id'], size: 1 }] },
      [
        '  21 appointments of no, negative or over-long length',
        '    0 minutes: id',
        '    and 20 more',
      ],
    ],
    [
      'a time with more appointments than are named',
      { finding: 'overbooked', found: 1, examples: [{ what: 'Noon', ids: ids(2), size: 2_002 }] },
      ['  1 time with more appointments than places', '    Noon: id-1 id-2 and 2,000 more'],
    ],
  ])('tells of %s', (_case, finding, lines) => {
    const [, head, ...rest] = reportLines([...ADOPTED, finding]);
    expect(head).toMatch(/stays as it is, and counts, until somebody changes it:$/);
    expect(rest).toEqual(lines);
  });

  test('starts with what is sold twice, however the findings are ordered', () => {
    const one = (finding: Finding['finding']): Finding => ({ finding, found: 1, examples: [] });
    const lines = reportLines([one('orphan_history'), one('overbooked'), ...ADOPTED]);
    expect(lines.filter((line) => /^ {2}1/.test(line))).toEqual([
      '  1 time with more appointments than places',
      '  1 history line of an appointment that is gone',
    ]);
  });
});
