import { expect, test } from 'vitest';
import { progressOn } from './progress.ts';

function written(isTTY: boolean | undefined, lines: readonly string[]): string {
  let text = '';
  const progress = progressOn({
    isTTY,
    write: (more: string) => {
      text += more;
    },
  });
  for (const line of lines) progress.tell(line);
  progress.end();
  return text;
}

test.each([
  {
    where: 'a terminal: one line that changes',
    isTTY: true,
    lines: ['1 of 2', '2 of 2'],
    text: '\r1 of 2\r2 of 2\n',
  },
  {
    where: 'a terminal: a shorter line covers a longer one',
    isTTY: true,
    lines: ['nearly', 'done'],
    text: '\rnearly\rdone  \n',
  },
  { where: 'a terminal, nothing told', isTTY: true, lines: [], text: '' },
  {
    where: 'a pipe: a line each',
    isTTY: undefined,
    lines: ['1 of 2', '2 of 2'],
    text: '1 of 2\n2 of 2\n',
  },
  { where: 'a file, nothing told', isTTY: false, lines: [], text: '' },
])('progress on $where', ({ isTTY, lines, text }) => {
  expect(written(isTTY, lines)).toBe(text);
});
