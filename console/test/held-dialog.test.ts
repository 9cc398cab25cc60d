import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { eventually } from '../../server/test/support/eventually.ts';
import { journey, noBrowser, openBrowser, untilFollowing } from './support/browser.ts';
import { book, carOwners, emptyDay, stored } from './support/diary.ts';
import { personOf } from './support/screens.ts';
import { nightZone, openWorkshop, signIn, type Workshop } from './support/workshop.ts';

let workshop: Workshop;
beforeAll(async () => {
  // No appointment of the demo's must be over by itself meanwhile.
  if (noBrowser === undefined) workshop = await openWorkshop({ BUSINESS_TIME_ZONE: nightZone() });
}, 120_000);
afterAll(async () => await workshop?.close());

journey(
  'what a customer types stays while the workshop cancels',
  { timeout: 240_000 },
  async () => {
    const owner = carOwners(workshop)[4]?.person ?? { email: '' };
    for (const week of [0, 1, 2])
      await book(workshop, { owner: 4, date: await emptyDay(workshop, week), time: '10:00' });
    const { page, close, complaints } = await openBrowser(workshop.url);
    try {
      await untilFollowing(page, () => signIn(page, owner));
      const card = page.getByRole('region', { name: 'Next appointment' });
      const idOfNext = async () =>
        (await card.getByRole('link', { name: 'Details' }).getAttribute('href'))?.slice(-36) ?? '';
      const first = await idOfNext();
      await card.getByRole('button', { name: 'Cancel appointment' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(/^Why/).fill('What I typed');
      const admin = await workshop.as(personOf(workshop, 'admin'));
      await admin.POST('/api/v1/appointments/{id}/cancel/', {
        params: { path: { id: first } },
        body: { reason: 'x' },
      });
      // The change is on the screen of everybody else within a second.
      await page.waitForTimeout(2_500);
      expect(await dialog.getByLabel(/^Why/).inputValue()).toBe('What I typed');
      expect(await idOfNext()).toBe(first);
      await dialog.getByRole('button', { name: 'Keep it' }).click();
      await eventually(async () => expect(await idOfNext()).not.toBe(first));
      const second = await idOfNext();
      await eventually(async () => expect(await focused(page)).toBe('Next appointment'));

      await card.getByRole('button', { name: 'Cancel appointment' }).click();
      await dialog.getByRole('button', { name: 'Cancel appointment' }).click();
      await dialog.waitFor({ state: 'detached' });
      await eventually(async () => expect(await idOfNext()).not.toBe(second));
      expect((await stored(workshop, second)).status).toBe('cancelled');
      await eventually(async () => expect(await focused(page)).toBe('Next appointment'));
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  },
);

async function focused(page: Page): Promise<string | null | undefined> {
  return await page.evaluate(() => document.activeElement?.textContent);
}
