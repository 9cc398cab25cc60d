import { afterAll, beforeAll, expect } from 'vitest';
import { noBrowser } from './support/browser.ts';
import { book, carOwners, emptyDay, mechanics, stored } from './support/diary.ts';
import { travel } from './support/ways.ts';
import { openWorkshop, type Workshop } from './support/workshop.ts';

let workshop: Workshop;
beforeAll(async () => {
  if (noBrowser === undefined) workshop = await openWorkshop();
}, 120_000);
afterAll(async () => await workshop?.close());

travel('an employee runs a job to its completion and notes what it took', {
  workshop: () => workshop,
  who: (at, way) => mechanics(at)[way],
  async go({ page, hands }, way) {
    const date = await emptyDay(workshop, way);
    const employeeId = mechanics(workshop)[way]?.user_id ?? '';
    const id = await book(workshop, { owner: way, date, time: '10:00', employeeId });
    const customer = carOwners(workshop)[way]?.person;
    const name = `${customer?.first_name} ${customer?.last_name}`;
    await page.goto(`/work?date=${date}`);
    const main = page.getByRole('main');

    await hands.press(main.getByRole('button', { name: new RegExp(`^Start ${name}`) }));
    await main
      .getByText(/In progress$/)
      .first()
      .waitFor();
    expect(await stored(workshop, id)).toMatchObject({ status: 'in_progress' });

    await hands.press(main.getByRole('button', { name: new RegExp(`^Notes and time of ${name}`) }));
    const record = page.getByRole('dialog', { name: 'Notes and time' });
    await hands.fill(record.getByLabel('Notes of the workshop'), 'Front pads replaced.');
    await hands.fill(record.getByLabel('Hours'), '1');
    await hands.fill(record.getByLabel('Minutes'), '30');
    await hands.press(record.getByRole('button', { name: 'Save' }));
    await record.waitFor({ state: 'detached' });

    await hands.press(main.getByRole('button', { name: new RegExp(`^Complete ${name}`) }));
    await main
      .getByText(/Completed$/)
      .first()
      .waitFor();
    expect(await stored(workshop, id)).toMatchObject({
      status: 'completed',
      internal_notes: 'Front pads replaced.',
      duration_seconds: 5_400,
    });
  },
});
