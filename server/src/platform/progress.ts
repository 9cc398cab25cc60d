/** Where progress is told: a terminal, a file or a pipe. */
export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Tells how far a long work is: a terminal shows one line that changes, others get a line a time. */
export function progressOn(output: ProgressOutput): {
  tell(line: string): void;
  end(): void;
} {
  const isTerminal = output.isTTY === true;
  let shown = '';
  return {
    tell(line) {
      // Blanks cover what is left of a longer line.
      output.write(isTerminal ? `\r${line.padEnd(shown.length)}` : `${line}\n`);
      shown = line;
    },
    end() {
      if (isTerminal && shown !== '') output.write('\n');
    },
  };
}
