import { type SamplePeople, samplePeople } from '../../src/demo/workshop/sample-people.ts';
import { given } from '../support/given.ts';
import { carOwners, nth } from '../support/people.ts';
import { json, startStub } from '../support/stub-server.ts';
import { openWorld, type World } from '../support/world.ts';
import type { Caller } from './exchanges.ts';

/** The people and cars that the recordings speak of. */
const ADA = '11111111-1111-4111-8111-111111111111';
const CAMRY = '22222222-2222-4222-8222-222222222222';
const KAMAL = '33333333-3333-4333-8333-333333333333';
const ADMIN = '44444444-4444-4444-8444-444444444444';
/** A car and its appointment that were there before the recording began. */
const OTHER_CAR = '123e4567-e89b-12d3-a456-426614174001';
const EARLIER_APPOINTMENT = 'ca4f2f31-ea51-413d-946a-c741eafdabf9';

export const KNOWN_IDS = [ADA, CAMRY, KAMAL, OTHER_CAR, EARLIER_APPOINTMENT];

/** The host that the recording asked. */
export const HOST = 'appointments.test';

const RECORDED_AT = '2026-11-22T16:06:22Z';

const USERS: Readonly<Record<Exclude<Caller, 'nobody'>, string>> = {
  customer: ADA,
  employee: KAMAL,
  admin: ADMIN,
};

/** A world in which every recorded exchange could hold. */
export async function openRecordedWorld(): Promise<{ world: World; close: () => Promise<void> }> {
  // The recording's customer service named everybody to everyone; the platform's does not.
  const customers = await startStub(json(200, { user_id: ADA, full_name: 'Ada Lovelace' }));
  const opened = await openWorld({
    people: recordedPeople(),
    services: { customers: customers.url },
  });
  opened.world.now = new Date(RECORDED_AT);
  await given(opened.world).appointment({
    id: EARLIER_APPOINTMENT,
    customer_id: ADA,
    vehicle_id: OTHER_CAR,
    scheduled_date: '2026-12-15',
  });
  return {
    world: opened.world,
    async close() {
      await opened.close();
      await customers.stop();
    },
  };
}

/** The `Authorization` header of a caller. */
export async function authorizationOf(world: World, caller: Caller): Promise<string | undefined> {
  if (caller === 'nobody') return undefined;
  return `Bearer ${await world.platform.accessToken(USERS[caller])}`;
}

function recordedPeople(): SamplePeople {
  const { employees, admins } = structuredClone(samplePeople);
  const { person, car } = nth(carOwners(samplePeople), 0);
  const camry = { ...car, customer_id: ADA, make: 'Toyota', model: 'Camry', year: 2020 };
  return {
    customers: [{ ...person, user_id: ADA, first_name: 'Ada', last_name: 'Lovelace' }],
    employees: [{ ...nth(employees, 0), user_id: KAMAL, first_name: 'Kamal', last_name: 'Silva' }],
    admins: [{ ...nth(admins, 0), user_id: ADMIN }],
    vehicles: [
      { ...camry, vehicle_id: CAMRY, plate_number: 'ABC123' },
      { ...camry, vehicle_id: OTHER_CAR, plate_number: 'ABC123' },
    ],
  };
}
