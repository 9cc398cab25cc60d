import type { Finding } from '../evidence.ts';
import type { Timeline } from '../timeline.ts';
import { notes, shown } from '../witness.ts';

/** Stands in every internal note of the run; no customer may ever read it. */
export const CANARY = 'canary-for-staff-only';

/** I21: customers see nothing but their own, nothing that is for staff, and 404 for the rest. */
export function customersSeeOnlyTheirOwn(timeline: Timeline): Finding {
  const note = notes();
  for (const operation of timeline.operations) {
    const { caller, text, answer, target, status } = operation;
    if (caller.role !== 'customer' || status === null) continue;
    note.expect(
      !text.includes(CANARY),
      () => 'a customer was shown an internal note',
      () => [shown(operation)],
    );
    const foreign = idsUnder(answer, 'customer_id').filter((id) => id !== caller.id);
    const lines = idsUnder(answer, 'appointment_id').filter((id) => {
      const [first] = timeline.lives.get(id) ?? [];
      return first?.after?.customer_id !== caller.id;
    });
    note.expect(
      foreign.length === 0 && lines.length === 0,
      () => "a customer was shown somebody else's appointment",
      () => [shown(operation), { foreign: foreign[0] ?? lines[0] }],
    );
    const owner = timeline.lives.get(target ?? '')?.[0]?.after?.customer_id;
    if (owner === undefined || owner === caller.id) continue;
    note.expect(
      status === 404 || status >= 500,
      () => `somebody else's appointment was answered with ${status}`,
      () => [shown(operation)],
    );
  }
  return note.finding();
}

function idsUnder(value: unknown, key: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => idsUnder(item, key));
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key && typeof inner === 'string' ? [inner] : idsUnder(inner, key),
  );
}
