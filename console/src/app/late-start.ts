import type { ChangeEvent } from '@servease/appointment-sdk/changes';

/** A stream that begins this long after the first reads may have missed something. */
const LATE_MS = 1_500;

/**
 * Makes a `reset` of the first `ready` if that comes late, counted from this call: the stream tells
 * what comes after its beginning, and the reads are older. Every later `ready` goes on from where the
 * stream broke: what was missed is told, or the service itself says `reset`.
 */
export function lateStartAsReset(): (event: ChangeEvent) => ChangeEvent {
  const begun = Date.now();
  let hasStarted = false;
  return (event) => {
    if (event.event !== 'ready' || hasStarted) return event;
    hasStarted = true;
    return Date.now() - begun > LATE_MS ? { event: 'reset' } : event;
  };
}
