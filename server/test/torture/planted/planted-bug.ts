/** A piece of the source to be replaced; it has to occur exactly once. */
export interface Edit {
  /** Below `server/`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A bug that the checker must find when it is put into a copy of the source. */
export interface PlantedBug {
  /** `m01` to `m26`. */
  readonly id: string;
  readonly title: string;
  /** Invariants of which at least one has to raise the alarm. */
  readonly shownBy: readonly string[];
  /** Faults without which it does not show; empty: plain load is enough. */
  readonly needs: readonly string[];
  readonly edits: readonly Edit[];
}
