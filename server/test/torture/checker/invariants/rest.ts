import type { Finding } from '../evidence.ts';
import type { Timeline } from '../timeline.ts';
import { notes } from '../witness.ts';

/** I22: at rest no session of the service is in a transaction or holds a lock. */
export function nothingIsLeftOpen(timeline: Timeline): Finding {
  const note = notes();
  for (const session of timeline.dump.sessions)
    note.expect(
      session.state === 'idle' && session.locks === 0,
      () => `at rest a session is ${session.state} and holds ${session.locks} locks`,
      () => [session],
    );
  return note.finding();
}
