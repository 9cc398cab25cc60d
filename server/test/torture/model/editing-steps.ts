import type { OnJob } from './booking-steps.ts';
import { type Diary, holds, isBusy, type Job, mayFollow } from './diary.ts';
import { AWAY, employeeRefusals, moveRefusals, SAYS, statusRefusal } from './refusals.ts';
import { type Shop, timeIn } from './shop.ts';
import { expectChange, jobFor, type Step, step } from './steps.ts';

/** What an edit asks for; what is left out stays. */
export type Edit = Partial<
  Pick<
    Job,
    'start' | 'minutes' | 'owner' | 'employee' | 'status' | 'customerNotes' | 'internalNotes'
  >
>;

/** Edits fields of a job. */
export function edit(on: OnJob, asked: Edit): Step {
  return editing('edit', on, asked, () => asked);
}

/** Replaces a job: time, customer and car as asked, or else as they are, are sent along. */
export function replace(on: OnJob, asked: Edit): Step {
  return editing('replace', on, asked, (job) => ({
    start: job?.start ?? 600,
    owner: job?.owner ?? 0,
    ...asked,
  }));
}

function editing(
  name: 'edit' | 'replace',
  on: OnJob,
  asked: Edit,
  complete: (job: Job | undefined) => Edit,
): Step {
  return step(`${name} ${JSON.stringify(asked)} ${JSON.stringify(on)}`, async (diary, shop) => {
    const { id, job } = jobFor(diary, shop, on.pick, on.who);
    const sent = complete(job);
    const isEmployee = on.who === 'employee';
    await expectChange(
      shop,
      {
        ...on,
        method: name === 'edit' ? 'PATCH' : 'PUT',
        path: `/appointments/${id}/`,
        body: { ...(name === 'edit' ? {} : { appointment_type: 'repair' }), ...bodyOf(shop, sent) },
      },
      {
        neverMay: isEmployee && name === 'replace',
        thing: job,
        mayNot: (current) =>
          isEmployee
            ? Object.keys(sent).some((key) => !EMPLOYEES.includes(key))
            : typeof on.who === 'number' &&
              ((sent.owner ?? current.owner) !== current.owner ||
                (sent.status ?? current.status) !== current.status),
        refusals: (current) => refusalsOf(diary, current, heeded(on, sent)),
        apply(current) {
          write(current, heeded(on, sent));
          return true;
        },
      },
    );
  });
}

const EMPLOYEES: readonly string[] = ['status', 'internalNotes'];

/** What of an edit counts: from a customer not what only the workshop decides. */
function heeded(on: OnJob, sent: Edit): Edit {
  if (typeof on.who === 'string') return sent;
  const { employee: _who, internalNotes: _notes, ...rest } = sent;
  return rest;
}

function refusalsOf(diary: Diary, current: Job, sent: Edit): string[] {
  const wanted = { ...current, ...sent };
  if (wanted.status !== current.status && !mayFollow(current.status, wanted.status))
    return [statusRefusal(current.status, wanted.status)];
  const isMoved = wanted.start !== current.start || wanted.minutes !== current.minutes;
  const isGiven = wanted.employee !== current.employee;
  const held = holds(current);
  return [
    ...(isMoved ? moveRefusals(diary, wanted, current) : []),
    ...(isGiven && !held ? [SAYS.over] : []),
    ...(isGiven && isMoved && wanted.employee === AWAY ? [SAYS.employeeAway] : []),
    ...(isGiven && !isMoved
      ? employeeRefusals(held ? diary : { jobs: [], slots: [] }, wanted, current)
      : []),
    ...(wanted.owner !== current.owner &&
    !isMoved &&
    held &&
    isBusy(diary, { owner: wanted.owner }, wanted, current)
      ? [SAYS.customerBusy]
      : []),
  ];
}

function write(current: Job, sent: Edit): void {
  const before = { ...current };
  Object.assign(current, sent);
  const changed = (key: keyof Job): boolean => before[key] !== current[key];
  const isEdited = (['owner', 'minutes', 'customerNotes', 'internalNotes'] as const).some(changed);
  for (const kind of [changed('status'), changed('start'), changed('employee'), isEdited])
    if (kind) current.lines += 1;
  if (changed('status')) current.events.push(current.status);
  if (changed('start')) current.events.push('rescheduled');
}

// What is left out is undefined here, and gone in JSON.
function bodyOf(shop: Shop, sent: Edit): object {
  const at = sent.start === undefined ? undefined : timeIn(shop, sent.start);
  const { employee } = sent;
  return {
    scheduled_date: at?.date,
    scheduled_time: at?.time,
    duration_minutes: sent.minutes,
    ...(sent.owner === undefined ? {} : shop.owner(sent.owner)),
    assigned_employee_id:
      employee === undefined || employee === null ? employee : shop.employee(employee),
    status: sent.status,
    customer_notes: sent.customerNotes,
    internal_notes: sent.internalNotes,
  };
}
