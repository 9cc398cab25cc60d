import { afterAll, beforeAll, expect } from 'vitest';
import { answerOf } from '../../sdk/src/client.ts';
import { noBrowser } from './support/browser.ts';
import { carOwners, stored } from './support/diary.ts';
import { settled } from './support/screens.ts';
import { travel } from './support/ways.ts';
import { nightZone, openWorkshop, type Workshop } from './support/workshop.ts';

let workshop: Workshop;
beforeAll(async () => {
  // The first free time must not begin between being chosen and being booked.
  if (noBrowser === undefined) workshop = await openWorkshop({ BUSINESS_TIME_ZONE: nightZone() });
}, 120_000);
afterAll(async () => await workshop?.close());

travel('a customer books, reschedules and cancels', {
  workshop: () => workshop,
  who: (at, way) => carOwners(at)[way]?.person,
  async go({ page, hands }, way) {
    const main = page.getByRole('main');
    // The picker offers a time that the customer has given away as long as it knows of none.
    await settled(page);

    await hands.press(
      page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Book' }),
    );
    await hands.choose(main.getByRole('group', { name: 'Car' }).getByRole('radio').first());
    await hands.press(main.getByRole('button', { name: 'Continue' }));
    await hands.choose(main.getByRole('radio', { name: /^Repair/ }));
    await hands.fill(main.getByLabel('What to do (optional)'), 'The brakes squeak.');
    await hands.press(main.getByRole('button', { name: 'Continue' }));
    await hands.press(main.getByRole('button', { name: /^First free/ }));
    await hands.press(main.getByRole('button', { name: 'Request this appointment' }));

    await page.waitForURL(/\/appointments\/[0-9a-f-]{36}$/);
    const id = page.url().slice(-36);
    const booked = await stored(workshop, id);
    expect(booked).toMatchObject({
      status: 'pending',
      appointment_type: 'repair',
      service_description: 'The brakes squeak.',
      customer_id: carOwners(workshop)[way]?.person.user_id,
    });

    await hands.press(main.getByRole('button', { name: 'Reschedule' }));
    const dialog = page.getByRole('dialog', { name: 'Choose another time' });
    await hands.press(
      dialog
        .getByRole('list', { name: /^Times on/ })
        .getByRole('button')
        .last(),
    );
    await hands.press(dialog.getByRole('button', { name: 'Move to this time' }));
    await dialog.waitFor({ state: 'detached' });
    const moved = await stored(workshop, id);
    expect([moved.scheduled_date, moved.scheduled_time]).not.toEqual([
      booked.scheduled_date,
      booked.scheduled_time,
    ]);

    await hands.press(main.getByRole('button', { name: 'Cancel appointment' }));
    const question = page.getByRole('dialog', { name: 'Cancel this appointment?' });
    await hands.press(question.getByRole('button', { name: 'I cannot make it' }));
    await hands.press(question.getByRole('button', { name: 'Cancel appointment' }));
    await question.waitFor({ state: 'detached' });
    expect(await stored(workshop, id)).toMatchObject({ status: 'cancelled' });
    await main.getByText('Cancelled', { exact: true }).first().waitFor();

    const api = await workshop.as(carOwners(workshop)[way]?.person ?? { email: '' });
    const history = await answerOf(
      api.GET('/api/v1/appointments/{id}/history/', { params: { path: { id } } }),
    );
    expect(history.map(({ new_status }) => new_status)).toEqual(['cancelled', 'pending']);
    expect(history[0]?.change_reason).toContain('I cannot make it');
    // The timeline shows the same.
    await main.getByText('I cannot make it').first().waitFor();
  },
});
