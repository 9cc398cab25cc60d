import { afterAll, beforeAll, expect } from 'vitest';
import { answerOf } from '../../sdk/src/client.ts';
import { noBrowser } from './support/browser.ts';
import { book, emptyDay } from './support/diary.ts';
import { personOf } from './support/screens.ts';
import { travel } from './support/ways.ts';
import { openWorkshop, type Workshop } from './support/workshop.ts';

let workshop: Workshop;
beforeAll(async () => {
  if (noBrowser === undefined) workshop = await openWorkshop();
}, 120_000);
afterAll(async () => await workshop?.close());

travel('an admin generates slots, and blocks one after seeing whom it touches', {
  workshop: () => workshop,
  who: (at) => personOf(at, 'admin'),
  async go({ page, hands }, way) {
    const date = await emptyDay(workshop, way);
    await book(workshop, { owner: way, date, time: '10:00' });
    await page.goto(`/slots?date=${date}`);
    const main = page.getByRole('main');

    await hands.press(main.getByRole('button', { name: 'Generate…' }));
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Last day').fill(date);
    await hands.press(dialog.getByRole('button', { name: 'Preview' }));
    await dialog.getByText('8 time slots will be created.').waitFor();
    await dialog.getByText('No appointment loses its place.').waitFor();
    await hands.press(dialog.getByRole('button', { name: 'Save' }));
    await dialog.waitFor({ state: 'detached' });

    await hands.press(main.getByRole('button', { name: /^Block… 10:00/ }));
    await dialog.getByText(/1 appointment would be left without a place/).waitFor();
    await dialog.getByText('the time is blocked').waitFor();
    expect(await slotsOn(date)).not.toContainEqual(
      expect.objectContaining({ is_available: false }),
    );
    await hands.press(dialog.getByRole('button', { name: 'Save anyway' }));
    await dialog.waitFor({ state: 'detached' });

    const slots = await slotsOn(date);
    expect(slots).toHaveLength(8);
    expect(slots.filter(({ is_available }) => !is_available)).toEqual([
      expect.objectContaining({ start_time: '10:00:00' }),
    ]);
    await main.getByRole('button', { name: /^Open again… 10:00/ }).waitFor();
  },
});

async function slotsOn(date: string) {
  const api = await workshop.as(personOf(workshop, 'admin'));
  const query = { start_date: date, end_date: date };
  return (await answerOf(api.GET('/api/v1/time-slots/', { params: { query } }))).results;
}
