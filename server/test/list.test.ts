import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AppointmentListItem } from '../src/appointments/appointments.schemas.ts';
import { given, of } from './support/given.ts';
import { PRIYA } from './support/mechanics.ts';
import { carOwners, nth } from './support/people.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

interface Page {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly AppointmentListItem[];
}

async function list(query: string): Promise<Page> {
  const answer = await world.admin.get<Page>(`/appointments/?${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('filters', () => {
  /** Everything here is of two customers; named by their place in the default order. */
  const [anna, ben] = [randomUUID(), randomUUID()];
  const rows = {
    late: { customer_id: anna, scheduled_date: '2026-12-04', status: 'confirmed' },
    noon: { customer_id: anna, scheduled_date: '2026-12-03', scheduled_time: '12:00:00' },
    early: { customer_id: anna, scheduled_date: '2026-12-03', scheduled_time: '08:00:00' },
    hers: { customer_id: anna, scheduled_date: '2026-12-02', assigned_employee_id: PRIYA },
    repair: { customer_id: anna, scheduled_date: '2026-12-01', appointment_type: 'repair' },
    his: { customer_id: ben, scheduled_date: '2026-12-03' },
  };
  const ids = new Map<string, string>();

  beforeAll(async () => {
    for (const [name, row] of Object.entries(rows))
      ids.set((await given(world).appointment(row)).id, name);
  });

  const named = (page: Page): (string | undefined)[] => page.results.map(({ id }) => ids.get(id));

  test.each([
    ['', ['late', 'noon', 'early', 'hers', 'repair']],
    ['status=confirmed', ['late']],
    ['status=unheard-of', []],
    ['status=pending,confirmed', []],
    ['status=', ['late', 'noon', 'early', 'hers', 'repair']],
    ['appointment_type=repair', ['repair']],
    ['appointment_type=cleaning', []],
    ['appointment_type=', ['late', 'noon', 'early', 'hers', 'repair']],
    [`employee_id=${PRIYA}`, ['hers']],
    [`employee_id=${PRIYA.toUpperCase().replaceAll('-', '')}`, ['hers']],
    ['employee_id=', ['late', 'noon', 'early', 'hers', 'repair']],
    ['start_date=2026-12-03', ['late', 'noon', 'early']],
    ['end_date=2026-12-02', ['hers', 'repair']],
    ['start_date=2026-12-02&end_date=2026-12-03', ['noon', 'early', 'hers']],
    ['start_date=2026-12-03&end_date=2026-12-03', ['noon', 'early']],
    ['start_date=2026-12-04&end_date=2026-12-01', []],
    ['start_date=&end_date=', ['late', 'noon', 'early', 'hers', 'repair']],
    ['start_date=20261204', ['late']],
    [
      'start_date=2026-12-02&status=pending&appointment_type=maintenance',
      ['noon', 'early', 'hers'],
    ],
    [`start_date=2026-12-02&status=pending&employee_id=${PRIYA}`, ['hers']],
    [
      'search=nothing&limit=1&page_size=1&date_from=2026-12-04&date_to=2026-12-04',
      [...['late', 'noon', 'early', 'hers', 'repair']],
    ],
    ['ordering=', ['late', 'noon', 'early', 'hers', 'repair']],
    ['ordering=color,-age', ['late', 'noon', 'early', 'hers', 'repair']],
    ['ordering=scheduled_date,-scheduled_time', ['repair', 'hers', 'noon', 'early', 'late']],
    [
      'ordering=-status,scheduled_date,%20scheduled_time',
      [...['repair', 'hers', 'early', 'noon', 'late']],
    ],
    [
      'ordering=color,-appointment_type,-scheduled_date,-scheduled_time',
      [...['repair', 'late', 'noon', 'early', 'hers']],
    ],
  ])('?%s', async (query, expected) => {
    const page = await list(`customer_id=${anna}&${query}`);
    expect(named(page)).toEqual(expected);
    expect(page).toMatchObject({ count: expected.length, next: null, previous: null });
  });

  test('the customer is a filter, and an empty one is none', async () => {
    expect(named(await list(`customer_id=${ben}`))).toEqual(['his']);
    expect((await list('customer_id=')).count).toBeGreaterThanOrEqual(6);
    expect(await list(`customer_id=${randomUUID()}`)).toEqual({
      count: 0,
      next: null,
      previous: null,
      results: [],
    });
  });

  test('ordering by each column works both ways', async () => {
    for (const column of ['id', 'customer_id', 'vehicle_id', 'assigned_employee_id', 'status']) {
      const ascending = await list(`customer_id=${anna}&ordering=${column}`);
      const descending = await list(`customer_id=${anna}&ordering=-${column}`);
      const values = (page: Page) =>
        page.results.map((row) => row[column as 'id']).filter((value) => value !== null);
      expect(values(ascending)).toEqual(values(ascending).sort());
      expect(values(descending)).toEqual(values(ascending).reverse());
    }
  });

  test.each(['status', 'appointment_type'])('a null character is no %s', async (filter) => {
    const answer = await world.admin.get<Page>(`/appointments/?${filter}=%00`);
    if (answer.status === 200) expect(answer.body.count).toBe(0);
    else expect(answer.status).toBe(400);
  });

  test('malformed values are refused by field, all of them', async () => {
    const wrong = 'customer_id=x&employee_id=1&start_date=2026-13-01&end_date=soon';
    const answer = await world.admin.get(`/appointments/?${wrong}`);
    const noDate = ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'];
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        customer_id: ['Must be a valid UUID.'],
        employee_id: ['Must be a valid UUID.'],
        start_date: noDate,
        end_date: noDate,
      },
    ]);
  });
});

describe('paging', () => {
  const carl = randomUUID();
  const path = `/appointments/?customer_id=${carl}`;

  beforeAll(async () => {
    const template = await given(world).appointment({ customer_id: carl });
    const ties = Array.from({ length: 99 }, () => ({ ...template, id: randomUUID() }));
    await world.db.insertInto('appointments').values(ties).execute();
  });

  test.each(['', '&ordering=status', '&ordering=-scheduled_date'])(
    'a hundred equal rows come once each, twenty a page: %s',
    async (ordering) => {
      const seen = new Set<string>();
      let next: string | null = `/api/v1${path}${ordering}`;
      let pages = 0;
      while (next !== null) {
        const { body }: { body: Page } = await world.admin.request<Page>({
          method: 'GET',
          url: next.replace(/^http:\/\/[^/]+/, ''),
        });
        expect(body.results).toHaveLength(20);
        for (const { id } of body.results) seen.add(id);
        next = body.next;
        pages += 1;
      }
      expect([pages, seen.size]).toEqual([5, 100]);
    },
  );

  test('the last page can be asked for by number or by name', async () => {
    const last = await world.admin.get<Page>(`${path}&page=last`);
    expect(last.body).toEqual((await world.admin.get(`${path}&page=5`)).body);
    expect(last.body.next).toBeNull();
    expect(last.body.previous).toMatch(/&page=4$/);
  });

  test.each(['0', '-1', '6', '1.5', 'x', 'Last', '1e0', '99999999999999999999'])(
    'page %s does not exist',
    async (page) => {
      const answer = await world.admin.get(`${path}&page=${page}`);
      expect([answer.status, answer.body]).toEqual([404, { detail: 'Invalid page.' }]);
    },
  );

  test('an empty list has one page', async () => {
    const empty = `/appointments/?customer_id=${randomUUID()}`;
    expect((await world.admin.get(`${empty}&page=1`)).status).toBe(200);
    expect((await world.admin.get(`${empty}&page=last`)).status).toBe(200);
    expect((await world.admin.get(`${empty}&page=2`)).status).toBe(404);
  });

  test('links name the host that was asked and keep the other parameters, sorted', async () => {
    const linked = async (query: string) => {
      const { body } = await world.admin.request<Page>({
        method: 'GET',
        url: `/api/v1/appointments/?${query}`,
        headers: { host: 'shop.example:8080', 'x-forwarded-host': 'evil.example' },
      });
      return [body.previous, body.next];
    };
    const base = 'http://shop.example:8080/api/v1/appointments/';
    const query = `status=pending&customer_id=${carl}&_t=%C3%BC%20why?`;
    const kept = `_t=%C3%BC+why%3F&customer_id=${carl}`;
    expect(await linked(query)).toEqual([null, `${base}?${kept}&page=2&status=pending`]);
    expect(await linked(`page=2&${query}`)).toEqual([
      `${base}?${kept}&status=pending`,
      `${base}?${kept}&page=3&status=pending`,
    ]);
  });
});

describe('what is shown', () => {
  test('an appointment in a list has eleven keys, in order', async () => {
    const owner = nth(carOwners(world.people), 0);
    await given(world).appointment({
      ...of(owner),
      version: 7,
      duration_minutes: 45,
      service_description: 'Brakes',
    });
    const { results } = await list(`customer_id=${owner.person.user_id}`);
    const item = nth(results, 0);
    expect(Object.keys(item)).toEqual([
      ...['id', 'customer_id', 'vehicle_id', 'assigned_employee_id', 'appointment_type'],
      ...['scheduled_date', 'scheduled_time', 'status'],
      ...['customer_name', 'vehicle_details', 'employee_name'],
      // Extra keys come last (contract 9.4).
      ...['version', 'duration_minutes', 'service_description'],
    ]);
    expect(item).toMatchObject({
      version: 7,
      duration_minutes: 45,
      service_description: 'Brakes',
      assigned_employee_id: null,
      customer_name: 'Amara Fernando',
      vehicle_details: '2016 Toyota Aqua (CAB-1234)',
      employee_name: '',
    });
  });

  test('an appointment has twenty-four keys, in order, in the formats of the platform', async () => {
    const { id } = await given(world).appointment({
      ...of(nth(carOwners(world.people), 6)),
      assigned_employee_id: PRIYA,
      scheduled_time: '10:00:00.1',
      estimated_cost: '120',
      duration_seconds: 360_061,
      status: 'completed',
      service_description: 'Öl – “Filter” 🚗',
      created_at: '2026-11-20T10:00:00.38Z',
      updated_at: '2026-11-20T12:30:00+02:00',
      completed_at: '2026-11-20T10:30:00.000001Z',
      created_by_user_id: PRIYA,
    });
    const answer = await world.app.inject({
      url: `/api/v1/appointments/${id}/`,
      headers: {
        authorization: `Bearer ${await world.platform.accessToken(nth(world.people.admins, 0).user_id)}`,
      },
    });
    const { person, car } = nth(carOwners(world.people), 6);
    expect(answer.payload).toBe(
      JSON.stringify({
        id,
        customer_id: person.user_id,
        vehicle_id: car.vehicle_id,
        assigned_employee_id: PRIYA,
        appointment_type: 'maintenance',
        scheduled_date: '2026-12-01',
        scheduled_time: '10:00:00.100000',
        duration_minutes: 60,
        status: 'completed',
        service_description: 'Öl – “Filter” 🚗',
        customer_notes: '',
        internal_notes: '',
        estimated_cost: '120.00',
        duration_seconds: 360_061,
        created_by_user_id: PRIYA,
        created_at: '2026-11-20T10:00:00.380000Z',
        updated_at: '2026-11-20T10:30:00Z',
        cancelled_at: null,
        completed_at: '2026-11-20T10:30:00.000001Z',
        customer_name: `${person.first_name} ${person.last_name}`,
        vehicle_details: `${car.year} ${car.make} ${car.model} (${car.plate_number})`,
        employee_name: 'Priya Nair',
        time_until_appointment: '6 days',
        duration: '100:01:01',
      }),
    );
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });

  test.each([
    ['2026-11-25', '07:59:59', 'Past due'],
    ['2026-11-25', '08:00:30', '0 minute'],
    ['2026-11-25', '08:01:00', '1 minute'],
    ['2026-11-25', '09:00:00', '1 hour'],
    ['2026-11-26', '07:59:59', '23 hours'],
    ['2026-11-26', '08:00:00', '1 day'],
    ['2026-12-25', '09:00:00', '30 days'],
  ])('on %s at %s: %s', async (scheduled_date, scheduled_time, time_until_appointment) => {
    const { id } = await given(world).appointment({ scheduled_date, scheduled_time });
    const answer = await world.admin.get(`/appointments/${id}/`);
    expect(answer.body).toMatchObject({ time_until_appointment });
  });
});
