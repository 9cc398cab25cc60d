import type { Fields, Finding } from '../evidence.ts';
import type { Step, Timeline } from '../timeline.ts';
import { holdsPlace, overlap, spanOf } from '../wall-clock.ts';
import { notes, shown, shownStep } from '../witness.ts';

/** I5: at no commit has an employee two active appointments at the same time. */
export function employeesAreBookedOnce(timeline: Timeline): Finding {
  return bookedOnce(timeline, 'employee', ({ assigned_employee_id }) => assigned_employee_id);
}

/** I6: nor a customer. */
export function customersAreBookedOnce(timeline: Timeline): Finding {
  return bookedOnce(timeline, 'customer', ({ customer_id }) => customer_id);
}

function bookedOnce(
  { steps }: Timeline,
  who: string,
  personOf: (fields: Fields) => string | null,
): Finding {
  const note = notes();
  const active = new Map<string, Map<string, Step>>();
  for (const step of steps) {
    const { before, after, id } = step;
    const person = before === null ? null : personOf(before);
    if (person !== null) active.get(person)?.delete(id);
    const now = after === null ? null : personOf(after);
    if (after === null || now === null || !holdsPlace(after)) continue;
    const others = active.get(now) ?? new Map<string, Step>();
    active.set(now, others);
    const clash = [...others.values()].find(
      (other) => other.after !== null && overlap(spanOf(other.after), spanOf(after)),
    );
    note.expect(
      clash === undefined,
      () => `the ${who} ${now} is booked twice at the same time`,
      () => [shown(clash?.operation), shownStep(clash), shown(step.operation), shownStep(step)],
    );
    others.set(id, step);
  }
  return note.finding();
}
