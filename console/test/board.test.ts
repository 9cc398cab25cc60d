import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { eventually } from '../../server/test/support/eventually.ts';
import { noBrowser } from './support/browser.ts';
import { book, emptyDay, mechanics, stored } from './support/diary.ts';
import type { Hands, Means } from './support/hands.ts';
import { personOf } from './support/screens.ts';
import { travel } from './support/ways.ts';
import { openWorkshop, type Workshop } from './support/workshop.ts';

/** The customer is told after eight seconds to undo, and what an undo takes on its way. */
const ANNOUNCED_MS = 12_000;
const DELIVERED_MS = 2_500;
const TOLD_WITHIN_MS = 90_000;

let workshop: Workshop;
beforeAll(async () => {
  if (noBrowser === undefined) workshop = await openWorkshop();
}, 120_000);
afterAll(async () => await workshop?.close());

travel('an adviser moves a booking, is refused on a full hour, and undoes', {
  workshop: () => workshop,
  who: (at) => personOf(at, 'admin'),
  async go({ page, hands, means }, way) {
    const date = await emptyDay(workshop, way);
    const [first, second] = mechanics(workshop).map(({ user_id }) => user_id);
    if (first === undefined || second === undefined) throw new Error('Two employees are needed.');
    const id = await book(workshop, { owner: 0, date, time: '10:00', employeeId: first });
    for (const owner of [1, 2, 3]) await book(workshop, { owner, date, time: '13:00' });
    await page.goto(`/board?date=${date}&view=${means === 'touch' ? 'agenda' : 'day'}`);
    const card = page.locator(`[data-card="${id}"]`);
    const move = mover({ page, hands, means, card });

    await move({ hours: 1, employeeId: second, time: '11:00:00' });
    await page
      .getByText(/ moved to .*11:00/)
      .first()
      .waitFor();
    expect(await stored(workshop, id)).toMatchObject({
      scheduled_time: '11:00:00',
      assigned_employee_id: second,
    });
    // What is told and when is the same whichever way a card is moved: one way waits for it.
    const waits = means === 'mouse';
    const customerId = (await stored(workshop, id)).customer_id;
    if (waits)
      await eventually(
        async () => expect(await movesTold(customerId, date)).not.toHaveLength(0),
        TOLD_WITHIN_MS,
      );
    const told = (await movesTold(customerId, date)).length;

    await move({ hours: 2, employeeId: second, time: '13:00:00' });
    await page.getByText('This time is fully booked.').first().waitFor();
    expect(await stored(workshop, id)).toMatchObject({ scheduled_time: '11:00:00' });
    if (means !== 'mouse') {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }

    await withoutHaste(page);
    await move({ hours: 4, employeeId: second, time: '15:00:00' });
    // Until then the notice of the first move may stand there, with an `Undo` of its own.
    await page
      .getByText(/ moved to .*15:00/)
      .first()
      .waitFor();
    await hands.press(page.getByRole('button', { name: 'Undo' }).last());
    await page.getByText(/is back in place/).waitFor();
    expect(await stored(workshop, id)).toMatchObject({ scheduled_time: '11:00:00' });
    if (!waits) return;
    // What was undone was never announced.
    await page.waitForTimeout(ANNOUNCED_MS + DELIVERED_MS);
    expect(await movesTold(customerId, date)).toHaveLength(told);
  },
});

/** Offers an undo, and all else that goes away by itself, for ten times as long: hands may be slow. */
async function withoutHaste(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { setTimeout } = window;
    Object.assign(window, {
      setTimeout: (run: TimerHandler, ms = 0, ...values: unknown[]) =>
        setTimeout(run, ms > 1_000 ? ms * 10 : ms, ...values),
    });
  });
}

interface Move {
  readonly hours: number;
  readonly employeeId: string;
  readonly time: string;
}

/** Moves the card as these hands do: by dragging, or by the dialog that is as powerful. */
function mover(by: { page: Page; hands: Hands; means: Means; card: Locator }) {
  return async ({ hours, employeeId, time }: Move): Promise<void> => {
    const { page, hands, means, card } = by;
    await card.waitFor();
    if (means === 'mouse') return await drag(page, card, hours, employeeId);
    if (means === 'keyboard') {
      await card.focus();
      await page.keyboard.press('m');
    } else
      await hands.press(
        page
          .getByRole('listitem')
          .filter({ has: card })
          .getByRole('button', { name: /^Move…/ }),
      );
    const dialog = page.getByRole('dialog', { name: /^Move:/ });
    await hands.select(dialog.getByLabel('Employee'), employeeId);
    await hands.select(dialog.getByLabel('Time', { exact: true }), time);
    await hands.press(dialog.getByRole('button', { name: 'Move', exact: true }));
  };
}

async function drag(page: Page, card: Locator, hours: number, employeeId: string): Promise<void> {
  await card.scrollIntoViewIfNeeded();
  const from = await card.boundingBox();
  const column = await page.locator(`[data-column="${employeeId}"]`).boundingBox();
  if (from === null || column === null) throw new Error('The card or the column is not drawn.');
  const hour = from.height;
  const [x, y] = [from.x + from.width / 2, from.y + 12];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step += 1)
    await page.mouse.move(
      x + ((column.x + column.width / 2 - x) * step) / 8,
      y + (hours * hour * step) / 8,
    );
  await page.mouse.up();
}

/** The moves to a date that a customer has been told of; a reminder may come at any time. */
async function movesTold(customerId: string, date: string): Promise<string[]> {
  const url = `${workshop.platformUrl}/api/v1/notifications/?recipient_user_id=${customerId}`;
  const answer = await fetch(url, { headers: await workshop.tokenOf(personOf(workshop, 'admin')) });
  const told = (await answer.json()) as { message: string }[];
  return told.map(({ message }) => message).filter((text) => text.includes(`moved to ${date}`));
}
