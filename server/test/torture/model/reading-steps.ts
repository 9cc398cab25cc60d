import { expect } from 'vitest';
import { DAY, type Diary, type Job, offersOn } from './diary.ts';
import { clockOf, type Shop, timeIn, type Who } from './shop.ts';
import { jobFor, type Step, step } from './steps.ts';

interface Page {
  readonly count: number;
  readonly results: readonly { readonly id: string }[];
}

const PAGE_SIZE = 20;
/** The days on which a sequence can leave anything. */
const DAYS = 4;

/** Looks at one job. */
export function readJob(who: Who, pick: number): Step {
  return step(`${who} reads job ${pick}`, async (diary, shop) => {
    const { id, job } = jobFor(diary, shop, pick, who);
    const told = await shop.ask(
      { who, method: 'GET', path: `/appointments/${id}/` },
      { status: job === undefined ? 404 : 200 },
    );
    if (job === undefined) return;
    expect(told.etag).toBe(`"${job.version}"`);
    expect(told.body).toMatchObject(shownTo(who, shop, job));
  });
}

/** Lists what there is on the days of the sequence. */
export function listJobs(who: Who): Step {
  return step(`${who} lists jobs`, async (diary, shop) => {
    const query = `start_date=${shop.date(0)}&end_date=${shop.date(DAYS - 1)}`;
    const told = await shop.ask(
      { who, method: 'GET', path: `/appointments/?${query}` },
      { status: 200 },
    );
    const seen = diary.jobs.filter((job) => !job.deleted && isFor(who, job));
    const { count, results } = told.body as Page;
    expect(count).toBe(seen.length);
    expect(results).toHaveLength(Math.min(count, PAGE_SIZE));
    const ids = new Set(seen.map((job) => shop.jobs[diary.jobs.indexOf(job)]));
    expect(results.filter(({ id }) => !ids.has(id))).toEqual([]);
  });
}

/** Reads the history of a job, which stays when the job is deleted. */
export function readHistory(who: Who, pick: number): Step {
  return step(`${who} reads the history of job ${pick}`, async (diary, shop) => {
    const number = diary.jobs.length === 0 ? -1 : pick % diary.jobs.length;
    const job = diary.jobs[number];
    const told = await shop.ask(
      {
        who,
        method: 'GET',
        path: `/history/?appointment_id=${shop.idOf(shop.jobs, number)}`,
      },
      { status: 200 },
    );
    const seen = job !== undefined && isFor(who, job) && !(typeof who === 'number' && job.deleted);
    expect((told.body as Page).count).toBe(seen ? job.lines : 0);
  });
}

/** Asks what is free. */
export function readOffers(who: Who, minutes: number): Step {
  return step(`${who} asks what is free for ${minutes} minutes`, async (diary, shop) => {
    const range = `start_date=${shop.date(0)}&end_date=${shop.date(DAYS - 1)}`;
    const told = await shop.ask(
      {
        who,
        method: 'GET',
        path: `/appointments/available_slots/?${range}&duration_minutes=${minutes}`,
      },
      { status: 200 },
    );
    const slots = Array.from({ length: DAYS }, (_, day) => offered(diary, shop, day, minutes));
    expect(told.body).toEqual({ count: slots.flat().length, slots: slots.flat() });
  });
}

function offered(diary: Diary, shop: Shop, day: number, minutes: number): object[] {
  return offersOn(diary, day, minutes).map(({ start, end, places }) => ({
    date: shop.date(day),
    start_time: clockOf(start - day * DAY),
    end_time: clockOf(end - day * DAY),
    available_capacity: places,
  }));
}

function shownTo(who: Who, shop: Shop, job: Job): object {
  const { date, time } = timeIn(shop, job.start);
  return {
    ...shop.owner(job.owner),
    assigned_employee_id: job.employee === null ? null : shop.employee(job.employee),
    scheduled_date: date,
    scheduled_time: time,
    duration_minutes: job.minutes,
    status: job.status,
    customer_notes: job.customerNotes,
    internal_notes: typeof who === 'number' ? '' : job.internalNotes,
    cancelled_at: job.status === 'cancelled' ? expect.any(String) : null,
    completed_at: job.status === 'completed' ? expect.any(String) : null,
  };
}

function isFor(who: Who, job: Job): boolean {
  return typeof who === 'string' || job.owner === who;
}
