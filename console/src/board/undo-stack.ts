/** A move that can be taken back. */
export interface Undo {
  /** The appointment that was moved. */
  readonly id: string;
  readonly run: () => void;
}

export interface UndoStack {
  readonly add: (undo: Undo, seconds: number) => void;
  /** Takes one of them back, whether or not it is the newest. */
  readonly run: (undo: Undo) => void;
  /** Removes every way back of an appointment. */
  readonly removeOf: (id: string) => void;
  /** Takes the newest move back that is left. */
  readonly runLast: () => void;
}

/** Keeps the moves that can be taken back one after the other, each for so many seconds. */
export function createUndoStack(): UndoStack {
  let undos: readonly Undo[] = [];
  const remove = (undo: Undo): void => {
    undos = undos.filter((other) => other !== undo);
  };
  const run = (undo: Undo): void => {
    remove(undo);
    undo.run();
  };
  return {
    run,
    add(undo, seconds) {
      undos = [...undos, undo];
      setTimeout(() => remove(undo), seconds * 1_000);
    },
    removeOf(id) {
      undos = undos.filter((undo) => undo.id !== id);
    },
    runLast() {
      const last = undos.at(-1);
      if (last !== undefined) run(last);
    },
  };
}
