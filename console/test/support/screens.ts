import type { Page } from 'playwright-core';
import { answerOf } from '../../../sdk/src/client.ts';
import { addDays, mondayOf, weekday } from '../../src/time/wall-time.ts';
import { signIn, type Workshop } from './workshop.ts';

export type Role = 'customer' | 'employee' | 'admin';

/** A screen of the console, and how to see it on the demo's data. */
export interface Screen {
  readonly name: string;
  /** Nobody is signed in where there is none. */
  readonly role?: Role;
  readonly path: string;
  /** What to do before looking at it. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Signs in as the first sample person of a role. */
export async function signInAs(page: Page, workshop: Workshop, role: Role): Promise<void> {
  await signIn(page, personOf(workshop, role));
}

export function personOf({ people }: Workshop, role: Role) {
  const { customers, employees, admins } = people;
  const person = { customer: customers, employee: employees, admin: admins }[role][0];
  if (person === undefined) throw new Error(`The demo has no ${role}.`);
  return person;
}

/** Today in the workshop, or the Monday after a weekend: a day that the demo's diary fills. */
export async function workday(workshop: Workshop): Promise<string> {
  const api = await workshop.as(personOf(workshop, 'admin'));
  const { now } = await answerOf(api.GET('/api/v1/workshop/'));
  const today = now.slice(0, 10);
  return weekday(today) > 5 ? addDays(mondayOf(today), 7) : today;
}

/** Waits until everything that was asked for has been drawn. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.waitForFunction(
    () =>
      ![...document.querySelectorAll('[role="status"]')].some((each) =>
        each.textContent?.includes('Loading'),
      ),
  );
}

/** Every screen, for those who look at all of them. */
export async function allScreens(workshop: Workshop): Promise<Screen[]> {
  const date = await workday(workshop);
  const api = await workshop.as(personOf(workshop, 'admin'));
  const customer_id = personOf(workshop, 'customer').user_id;
  const { results } = await answerOf(
    api.GET('/api/v1/appointments/', { params: { query: { customer_id } } }),
  );
  const one = results[0]?.id ?? '';
  return [
    { name: 'sign-in', path: '/sign-in' },
    { name: 'my-appointments', role: 'customer', path: '/my' },
    { name: 'book', role: 'customer', path: '/book' },
    { name: 'appointment', role: 'customer', path: `/appointments/${one}` },
    { name: 'nothing-there', role: 'customer', path: '/nowhere' },
    { name: 'work-day', role: 'employee', path: `/work?date=${date}` },
    { name: 'work-week', role: 'employee', path: `/work?date=${date}&view=week` },
    { name: 'board-day', role: 'admin', path: `/board?date=${date}&view=day` },
    { name: 'board-agenda', role: 'admin', path: `/board?date=${date}&view=agenda` },
    { name: 'board-week', role: 'admin', path: `/board?date=${date}&view=week` },
    { name: 'board-month', role: 'admin', path: `/board?date=${date}&view=month` },
    { name: 'requests', role: 'admin', path: '/requests' },
    { name: 'appointments', role: 'admin', path: '/appointments' },
    { name: 'appointment-staff', role: 'admin', path: `/appointments/${one}` },
    { name: 'slots', role: 'admin', path: `/slots?date=${date}` },
    { name: 'dashboard', role: 'admin', path: '/dashboard' },
    { name: 'book-for-customer', role: 'admin', path: '/book' },
  ];
}
