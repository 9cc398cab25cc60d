/**
 * Keeps calls from a service that does not answer. It counts answers, not what they say: whether an
 * answer is any good is for the caller to judge.
 */
export interface Gate {
  /** Whether a call may go out now; while the gate is shut, one a second may. */
  admits(): boolean;
  answered(): void;
  failed(): void;
}

export interface GateOptions {
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
  readonly onShut?: () => void;
  readonly onOpen?: () => void;
}

const FAILURES_TO_SHUT = 5;

/**
 * Probes are spaced by when they start, and none waits for another. A probe that hangs would
 * otherwise hold up the next, and a service that is back must be used again within 1.5 s
 * (contract 9.29), which leaves half a second for the answer.
 */
const PROBE_EVERY_MS = 1_000;

/** Opens a gate that shuts after five failures in a row and opens at the first answer. */
export function openGate(options: GateOptions = {}): Gate {
  const { now = () => performance.now(), onShut, onOpen } = options;
  let failures = 0;
  let nextProbe = 0;
  const isShut = (): boolean => failures >= FAILURES_TO_SHUT;
  return {
    admits() {
      if (!isShut()) return true;
      if (now() < nextProbe) return false;
      nextProbe = now() + PROBE_EVERY_MS;
      return true;
    },
    answered() {
      const wasShut = isShut();
      failures = 0;
      if (wasShut) onOpen?.();
    },
    failed() {
      failures += 1;
      if (failures !== FAILURES_TO_SHUT) return;
      nextProbe = now() + PROBE_EVERY_MS;
      onShut?.();
    },
  };
}
