import { type Story, tellStory } from './story.ts';
import { ADMIN, AMY, BEN, DAY } from './story-people.ts';

/** A day on which everything happens once and all is well. */
export function goodStory(): { story: Story; first: string; second: string; slot: string } {
  const story = tellStory();
  const slot = story.slot();
  const first = story.book({ key: 'key-1' });
  const created = story.evidence().operations.at(-1);
  story.ask(
    { ...created, operation: 'create' },
    { status: 201, json: created?.answer, version: 1, replayed: true },
  );
  const second = story.book({ customer_id: BEN.id });
  refuse(story, 'slot_full', 'customer-cat');
  refuse(story, 'customer_busy', AMY.id);
  story.change(first, 'confirm', { status: 'confirmed' });
  story.change(first, 'edit_notes', { customer_notes: 'squeaks' }, { ifMatch: 2, method: 'PATCH' });
  story.change(second, 'reschedule', { scheduled_time: '12:00:00', scheduled_date: '2031-03-04' });
  story.change(second, 'assign', { assigned_employee_id: 'employee-1' });
  story.ask(
    { operation: 'edit_notes', method: 'PATCH', target: first, ifMatch: 2 },
    { status: 412, code: 'precondition_failed' },
  );
  for (const _ of ['once', 'again'])
    story.ask(
      { operation: 'read_one', target: first, caller: ADMIN },
      { status: 200, json: story.body(first), version: 3 },
    );
  story.ask({ operation: 'read_foreign', target: first, caller: BEN }, { status: 404 });
  story.changeSlot(slot, { max_concurrent_appointments: 1 });
  story.ask(
    { operation: 'read_free', path: `/a/?start_date=${DAY}&end_date=${DAY}`, caller: AMY },
    { status: 200, json: { count: 0, slots: [] } },
  );
  const third = story.book({ customer_id: BEN.id, scheduled_date: '2031-03-05' });
  story.remove(third);
  readAtRest(story, [second, first]);
  return { story, first, second, slot };
}

/** Refuses a booking of the hour at ten for a problem. */
export function refuse(story: Story, problem: string, customer: string, time = '10:00:00'): void {
  story.ask(
    {
      ...{ operation: 'create', method: 'POST', path: '/appointments/' },
      caller: { id: customer, role: 'customer' },
      body: {
        ...{ customer_id: customer, scheduled_date: DAY, scheduled_time: time },
        duration_minutes: 60,
      },
    },
    { status: 400, code: 'booking_refused', json: { problems: [{ code: problem }] } },
  );
}

function readAtRest(story: Story, ids: readonly string[]): void {
  const phase = 'rest';
  const [, first = ''] = ids;
  const lines = story.evidence().dump.lines.filter((line) => line.appointment_id === first);
  story.ask({ operation: 'read_lines', target: first }, { status: 200, json: lines.toReversed() });
  const counts = { pending: 1, confirmed: 1, in_progress: 0, completed: 0, cancelled: 0 };
  story.ask(
    { operation: 'read_stats', path: '/appointments/stats/' },
    {
      ...{ status: 200, phase },
      json: { ...counts, no_show: 0, total_appointments: 2, by_type: { repair: 2 } },
    },
  );
  story.ask(
    { operation: 'read_list', path: '/appointments/?page=1' },
    {
      ...{ status: 200, phase },
      json: { count: ids.length, results: ids.map((id) => story.body(id)) },
    },
  );
}
