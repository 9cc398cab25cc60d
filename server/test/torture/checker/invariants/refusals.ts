import type { Operation } from '../../history/history.ts';
import type { Fields, Finding } from '../evidence.ts';
import { grouped } from '../grouped.ts';
import { type Period, periodsOf, possible, type Window } from '../periods.ts';
import { type PlaceBounds, placeBounds } from '../places.ts';
import type { Timeline } from '../timeline.ts';
import { holdsPlace, minuteText, overlap, type Span, spanOf } from '../wall-clock.ts';
import { notes, shown } from '../witness.ts';

/** A time somebody wanted, for whom, and for which appointment, unless it is a new one. */
interface Wish {
  readonly span: Span;
  readonly customer: string | undefined;
  readonly employee: string | null | undefined;
  readonly except: string | undefined;
}

/**
 * I17: nobody is told that a place or a person is taken unless that may have been so at some moment
 * of the call.
 */
export function refusalsHaveGrounds(timeline: Timeline): Finding {
  const note = notes();
  const places = placeBounds(timeline);
  const people = personPeriods(timeline);
  for (const operation of timeline.operations) {
    const problems = problemsIn(operation);
    if (problems.length === 0) continue;
    const window = { start: operation.at, end: operation.returned };
    const wishes = wishesOf(timeline, operation, window);
    for (const problem of problems) {
      const grounds = groundsFor(problem, places, people);
      if (grounds === undefined) continue;
      note.expect(
        wishes.some((wish) => grounds(wish, window)),
        () => `told ${problem} although that cannot have been so`,
        () => [
          shown(operation),
          ...wishes.slice(0, 1).map(({ span }) => ({
            from: minuteText(span.start),
            to: minuteText(span.end),
            taken: places.taken(span.start, window),
            limit: places.limit(span.start, window),
          })),
        ],
      );
    }
  }
  return note.finding();
}

/** The codes of the problems that a refusal names. */
function problemsIn({ outcome, answer }: Operation): string[] {
  if (outcome !== 'fail') return [];
  const { problems = [] } = (answer ?? {}) as { problems?: { code: string }[] };
  return problems.map(({ code }) => code);
}

type Grounds = (wish: Wish, window: Window) => boolean;
type People = ReadonlyMap<string, readonly Period[]>;

function groundsFor(problem: string, places: PlaceBounds, people: People): Grounds | undefined {
  const busy = (person: string | null | undefined, { span, except }: Wish, window: Window) =>
    (people.get(person ?? '') ?? []).some(
      (period) =>
        period.id !== except && overlap(spanOf(period.fields), span) && possible(period, window),
    );
  switch (problem) {
    case 'slot_full':
      return ({ span, except }, window) => places.room(span, window, except).least <= 0;
    case 'slot_unavailable':
      return ({ span }, window) =>
        minutesOf(span).some((minute) => places.limit(minute, window).least === 0);
    case 'customer_busy':
      return (wish, window) => busy(wish.customer, wish, window);
    case 'employee_busy':
      return (wish, window) => busy(wish.employee, wish, window);
    case 'not_in_future':
      // Every time that the run asks for is weeks ahead.
      return () => false;
    default:
      return undefined;
  }
}

function wishesOf(timeline: Timeline, operation: Operation, window: Window): Wish[] {
  const body = (operation.body ?? {}) as Partial<Fields> & {
    new_date?: string;
    new_time?: string;
    employee_id?: string | null;
  };
  if (operation.operation === 'create') {
    const { customer_id, assigned_employee_id } = body;
    const span = spanOf(body as Fields);
    return [{ span, customer: customer_id, employee: assigned_employee_id, except: undefined }];
  }
  const life = timeline.lives.get(operation.target ?? '') ?? [];
  return life.flatMap(({ after, earliest }, index) => {
    const until = life[index + 1]?.latest ?? Number.POSITIVE_INFINITY;
    if (after === null || earliest > window.end || until < window.start) return [];
    const wanted = {
      scheduled_date: body.new_date ?? body.scheduled_date ?? after.scheduled_date,
      scheduled_time: body.new_time ?? body.scheduled_time ?? after.scheduled_time,
      duration_minutes: body.duration_minutes ?? after.duration_minutes,
    };
    return [
      {
        span: spanOf(wanted),
        customer: after.customer_id,
        employee: body.employee_id === undefined ? after.assigned_employee_id : body.employee_id,
        except: operation.target ?? undefined,
      },
    ];
  });
}

function personPeriods(timeline: Timeline): People {
  const of = (view: (fields: Fields) => string | null): Map<string, Period[]> => {
    const held = (fields: Fields): string | null => {
      const person = holdsPlace(fields) ? view(fields) : null;
      return person === null ? null : `${person} ${JSON.stringify(spanOf(fields))}`;
    };
    return grouped(periodsOf(timeline, held), ({ fields }) => view(fields) ?? '');
  };
  return new Map([
    ...of(({ customer_id }) => customer_id),
    ...of(({ assigned_employee_id }) => assigned_employee_id),
  ]);
}

function minutesOf({ start, end }: Span): number[] {
  return Array.from({ length: Math.max(end - start, 0) }, (_, index) => start + index);
}
