import { afterAll, beforeAll, expect } from 'vitest';
import { journey, noBrowser, openBrowser, untilFollowing } from './support/browser.ts';
import { book, emptyDay, mechanics, start, stored } from './support/diary.ts';
import { personOf } from './support/screens.ts';
import { openWorkshop, signIn, type Workshop } from './support/workshop.ts';

const LIMIT_MS = 240_000;

let workshop: Workshop;
beforeAll(async () => {
  if (noBrowser === undefined) workshop = await openWorkshop();
}, 120_000);
afterAll(async () => await workshop?.close());

journey(
  'two browsers see each other’s changes without reloading',
  { timeout: LIMIT_MS },
  async () => {
    const date = await emptyDay(workshop, 0);
    const mechanic = mechanics(workshop)[0];
    if (mechanic === undefined) throw new Error('An employee is needed.');
    const id = await book(workshop, {
      owner: 0,
      date,
      time: '10:00',
      employeeId: mechanic.user_id,
    });
    const [adviser, employee] = [
      await openBrowser(workshop.url),
      await openBrowser(workshop.url, { size: 'phone' }),
    ];
    try {
      await untilFollowing(adviser.page, () => signIn(adviser.page, personOf(workshop, 'admin')));
      await untilFollowing(employee.page, () => signIn(employee.page, mechanic));
      await untilFollowing(adviser.page, () => adviser.page.goto(`/board?date=${date}&view=day`));
      await untilFollowing(employee.page, () => employee.page.goto(`/work?date=${date}`));
      await adviser.page.locator(`[data-card="${id}"]`).waitFor();

      // The employee starts, the adviser sees it.
      const start = employee.page.getByRole('button', { name: /^Start / });
      await start.waitFor();
      const startedAt = Date.now();
      await start.click();
      await adviser.page.locator(`[data-card="${id}"][aria-label*="In progress"]`).waitFor();
      console.log(`a start was seen on the board after ${Date.now() - startedAt} ms`);

      // Somebody books through another program; both that look at the day see it.
      const bookedAt = Date.now();
      const another = await book(workshop, {
        ...{ owner: 1, date, time: '12:00', employeeId: mechanic.user_id },
      });
      await adviser.page.locator(`[data-card="${another}"]`).waitFor();
      await employee.page.locator(`a[href="/appointments/${another}"]`).waitFor();
      console.log(`a booking was seen in both after ${Date.now() - bookedAt} ms`);

      expect((await stored(workshop, id)).status).toBe('in_progress');
      expect(adviser.complaints).toEqual([]);
      expect(employee.complaints).toEqual([]);
    } finally {
      await adviser.close();
      await employee.close();
    }
  },
);

journey('what changes while a screen opens is seen', { timeout: LIMIT_MS }, async () => {
  const date = await emptyDay(workshop, 2);
  const id = await book(workshop, { owner: 3, date, time: '10:00' });
  const browser = await openBrowser(workshop.url);
  try {
    const { page } = browser;
    await signIn(page, personOf(workshop, 'admin'));
    // The screen has been read by the time that the stream begins, and it changes in between.
    let begin: () => void = () => undefined;
    const mayBegin = new Promise<void>((resolve) => {
      begin = resolve;
    });
    await page.route('**/api/v1/changes/', async (route) => {
      await mayBegin;
      await route.continue();
    });
    await page.goto(`/board?date=${date}&view=day`);
    await page.locator(`[data-card="${id}"][aria-label*="Confirmed"]`).waitFor();
    await start(workshop, id);
    begin();
    await page.locator(`[data-card="${id}"][aria-label*="In progress"]`).waitFor();
    expect(browser.complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});

journey('a lost connection is told, and so is its return', { timeout: LIMIT_MS }, async () => {
  const date = await emptyDay(workshop, 1);
  const browser = await openBrowser(workshop.url);
  try {
    const { page, context } = browser;
    await untilFollowing(page, () => signIn(page, personOf(workshop, 'admin')));
    // Whoever never was connected loses nothing.
    await untilFollowing(page, () => page.goto(`/board?date=${date}&view=day`));
    await page.getByText('No appointments on this day.').waitFor();
    // The other screens have been fetched by then, and open all the same.
    await page.waitForFunction(() => {
      const fetched = performance.getEntriesByType('resource').map(({ name }) => name);
      const wanted = [...document.querySelectorAll<HTMLLinkElement>('link[href*="/assets/"]')];
      const isAskedFor = wanted.some(({ href }) => /\/dashboard-[^/]*\.js$/.test(href));
      // What it is built on has a file of its own each.
      return isAskedFor && wanted.every(({ href }) => fetched.includes(href));
    });
    await context.setOffline(true);
    await page.getByText(/^No connection\./).waitFor({ timeout: 60_000 });
    await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
    await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();
    await page.goBack();
    const id = await book(workshop, { owner: 2, date, time: '11:00' });
    // It is said for four seconds: the page itself looks at every frame.
    const told = page.waitForFunction(() => document.body.innerText.includes('Connected again.'));
    await Promise.all([told, context.setOffline(false)]);
    await page.locator(`[data-card="${id}"]`).waitFor();
  } finally {
    await browser.close();
  }
});
