import { describe, expect, it } from 'vitest';
import { startDemoPlatform } from '../src/demo/platform/demo-platform.ts';
import { type SampleVehicle, samplePeople } from '../src/demo/workshop/sample-people.ts';
import {
  first,
  NOBODY,
  PLATFORM_SECRET,
  PLATFORM_START,
  usePlatform,
} from './support/platform-client.ts';

const client = usePlatform();
const customer = first(samplePeople.customers);
const otherCustomer = first(samplePeople.customers.slice(1));
const employee = first(samplePeople.employees);
const admin = first(samplePeople.admins);
const vehicle = first(samplePeople.vehicles.filter((one) => one.customer_id === customer.user_id));
const inactive = first(samplePeople.vehicles.filter((one) => !one.is_active));

describe('customers', () => {
  const path = `/api/v1/customers/logical/${customer.user_id}/`;

  it('are named to admins and to themselves', async () => {
    for (const person of [admin, customer]) {
      const { status, body } = await client.getAs(person, path);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        user_id: customer.user_id,
        user_email: customer.email,
        user_role: 'customer',
        user_is_active: true,
        full_name: `${customer.first_name} ${customer.last_name}`,
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      });
      expect(body.id).not.toBe(customer.user_id);
    }
  });

  it('are "Unknown Customer" to employees and other customers, still with 200', async () => {
    for (const person of [employee, otherCustomer]) {
      expect(await client.getAs(person, path)).toMatchObject({
        status: 200,
        body: { user_id: customer.user_id, full_name: 'Unknown Customer', user_email: null },
      });
    }
  });

  it('are 404 when they do not exist or never filled in their profile', async () => {
    const missing = { status: 404, body: { error: 'Customer profile not found' } };
    expect(await client.getAs(admin, `/api/v1/customers/logical/${NOBODY}/`)).toEqual(missing);
    first(client.people.customers).has_profile = false;
    expect(await client.getAs(admin, path)).toEqual(missing);
  });
});

describe('vehicles', () => {
  const path = `/api/v1/vehicles/${vehicle.vehicle_id}/`;
  const missing = { status: 404, body: { detail: 'Not found.' } };

  it('have the thirteen keys of the vehicle service', async () => {
    const { status, body } = await client.getAs(customer, path);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual([
      ...['vehicle_id', 'make', 'model', 'year', 'color', 'vin', 'plate_number', 'customer_id'],
      ...['is_active', 'created_at', 'updated_at', 'age', 'display_name'],
    ]);
    expect(body).toMatchObject({ age: 2026 - vehicle.year, customer_id: customer.user_id });
  });

  it('are found in capitals and without dashes', async () => {
    const id = vehicle.vehicle_id;
    for (const spelling of [id.toUpperCase(), id.replaceAll('-', '')]) {
      expect((await client.getAs(customer, `/api/v1/vehicles/${spelling}/`)).body.vehicle_id).toBe(
        id,
      );
    }
  });

  it('are 404 to other customers, and inactive ones to everybody', async () => {
    expect(await client.getAs(otherCustomer, path)).toEqual(missing);
    expect((await client.getAs(employee, path)).status).toBe(200);
    for (const person of [admin, employee, { user_id: inactive.customer_id }]) {
      expect(await client.getAs(person, `/api/v1/vehicles/${inactive.vehicle_id}/`)).toEqual(
        missing,
      );
    }
    for (const id of [NOBODY, 'x', '123']) {
      expect(await client.getAs(admin, `/api/v1/vehicles/${id}/`)).toEqual(missing);
    }
  });

  it('are listed by customer as a bare array', async () => {
    const own = await client.getAs<SampleVehicle[]>(
      employee,
      `/api/v1/vehicles/?customer_id=${customer.user_id}`,
    );
    const ids = own.body.map((one) => one.vehicle_id);
    expect(ids).toHaveLength(2);
    expect(ids).toContain(vehicle.vehicle_id);
    expect((await client.getAs(admin, '/api/v1/vehicles/')).body).toHaveLength(19);
    expect((await client.getAs(customer, '/api/v1/vehicles/')).body).toEqual(own.body);
    const foreign = `/api/v1/vehicles/?customer_id=${customer.user_id}`;
    expect(await client.getAs(otherCustomer, foreign)).toEqual({ status: 200, body: [] });
    expect(await client.getAs(admin, '/api/v1/vehicles/?customer_id=x')).toMatchObject({
      status: 400,
    });
  });
});

describe('employees', () => {
  const path = `/api/v1/employees/${employee.user_id}/`;

  it('are shown to everyone at /basic/', async () => {
    for (const person of [customer, employee, admin]) {
      const { status, body } = await client.getAs(person, `${path}basic/`);
      expect(status).toBe(200);
      expect(Object.keys(body)).toEqual([
        ...['id', 'full_name', 'first_name', 'last_name', 'email', 'phone_number', 'gender'],
        ...['date_of_birth', 'account_created', 'last_login', 'is_active', 'address_line1'],
        ...['address_line2', 'city', 'postal_code', 'specialization', 'experience_years'],
        ...['hourly_rate', 'is_available'],
      ]);
      expect(body).toMatchObject({ id: employee.user_id, is_available: true });
    }
  });

  it('are shown in full to admins only, not even to themselves', async () => {
    expect((await client.getAs(admin, path)).status).toBe(200);
    for (const person of [customer, employee])
      expect((await client.getAs(person, path)).status).toBe(403);
  });

  it('are 404 when they do not exist or never called the employee service', async () => {
    const missing = { status: 404, body: { detail: 'Not found.' } };
    expect(await client.getAs(admin, `/api/v1/employees/${NOBODY}/basic/`)).toEqual(missing);
    first(client.people.employees).has_profile = false;
    expect(await client.getAs(admin, `${path}basic/`)).toEqual(missing);
    expect(
      (await client.getAs(admin, `/api/v1/auth/admin/users/${employee.user_id}/`)).status,
    ).toBe(200);
  });
});

describe('notifications', () => {
  const path = '/api/v1/notifications/';
  const sent = {
    recipient_user_id: customer.user_id,
    type: 'APPOINTMENT',
    message: 'Your repair appointment is confirmed.',
    title: 'Appointment confirmed',
    data: { status: 'confirmed' },
  };

  it('are accepted without a token and kept with what the real service ignores', async () => {
    const { status, body } = await client.post(path, sent);
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      recipient_user_id: customer.user_id,
      message: sent.message,
      type: 'APPOINTMENT',
      read_at: null,
      created_at: new Date(PLATFORM_START).toISOString(),
    });
    expect(client.platform.notifications).toEqual([
      { ...body, title: sent.title, data: sent.data, body: sent },
    ]);
  });

  it('are OTHER without a type, and go to the lower-case recipient', async () => {
    const recipient = customer.user_id.toUpperCase();
    const { body } = await client.post(path, { recipient_user_id: recipient, message: 'Hello' });
    expect(body).toMatchObject({ type: 'OTHER', recipient_user_id: customer.user_id });
  });

  it.each([
    [{}, { recipient_user_id: ['This field is required.'], message: ['This field is required.'] }],
    [{ ...sent, type: 'created' }, { type: ['"created" is not a valid choice.'] }],
    [{ ...sent, type: null }, { type: ['This field may not be null.'] }],
    [{ ...sent, recipient_user_id: 'x' }, { recipient_user_id: ['Must be a valid UUID.'] }],
    [{ ...sent, recipient_user_id: 5 }, { recipient_user_id: ['Must be a valid UUID.'] }],
    [{ ...sent, message: '' }, { message: ['This field may not be blank.'] }],
    [[sent], { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] }],
    ['null', { non_field_errors: ['No data provided'] }],
  ])('are refused with 400: %j', async (body, errors) => {
    expect(await client.post(path, body)).toEqual({ status: 400, body: errors });
    expect(client.platform.notifications).toEqual([]);
  });

  it('are listed by recipient, newest first', async () => {
    for (const message of ['one', 'two']) await client.post(path, { ...sent, message });
    await client.post(path, { ...sent, recipient_user_id: otherCustomer.user_id });
    const { body } = await client.get<{ message: string }[]>(
      `${path}?recipient_user_id=${customer.user_id}`,
    );
    expect(body.map((one) => one.message)).toEqual(['two', 'one']);
    expect(body[0]).not.toHaveProperty('data');
    expect((await client.get(path)).body).toHaveLength(3);
    expect(await client.get(`${path}?recipient_user_id=x`)).toMatchObject({ status: 400 });
    expect(client.platform.notifications.map((one) => one.message)).toEqual([
      'one',
      'two',
      sent.message,
    ]);
  });
});

describe('the platform', () => {
  it('says at the root what it is', async () => {
    expect(await client.get('/')).toMatchObject({
      status: 200,
      body: { service: 'servease-demo-platform', stands_in_for: expect.any(Array) },
    });
  });

  it('remembers its requests without their queries', async () => {
    await client.get('/api/v1/vehicles/?customer_id=x');
    await client.post('/api/v1/notifications/', {});
    expect(client.platform.requests).toEqual([
      { method: 'GET', path: '/api/v1/vehicles/' },
      { method: 'POST', path: '/api/v1/notifications/' },
    ]);
  });

  it('answers nonsense with JSON and never with a 5xx', async () => {
    expect(await client.get('/nowhere/')).toEqual({ status: 404, body: { detail: 'Not found.' } });
    expect(await client.get(`/api/v1/vehicles/${vehicle.vehicle_id}`)).toMatchObject({
      status: 404,
    });
    expect(await client.get('/api/v1/vehicles/%zz/')).toMatchObject({ status: 400 });
    expect(await client.get(`/api/v1/vehicles/${'9'.repeat(500)}/`)).toMatchObject({ status: 414 });
    for (const path of ['/api/v1/auth/login/', '/api/v1/notifications/']) {
      expect(await client.post(path, '{"a":')).toEqual({
        status: 400,
        body: { detail: expect.stringContaining('JSON parse error - ') },
      });
      expect(await client.post(path, '')).toMatchObject({ status: 400 });
      expect(await client.post(path, '7')).toMatchObject({ status: 400 });
      expect(await client.post(path, '{"__proto__":{"email":"x"}}')).toMatchObject({ status: 400 });
      expect(await client.ask('POST', path)).toMatchObject({ status: 400 });
      expect(await client.ask('POST', path, { body: 'text' })).toMatchObject({ status: 415 });
      expect(await client.post(path, `"${'x'.repeat(2_000_000)}"`)).toMatchObject({ status: 413 });
    }
  });

  it('says which setting helps when its port is taken', async () => {
    const port = Number(new URL(client.platform.url).port);
    await expect(
      startDemoPlatform({ port, secretKey: PLATFORM_SECRET, people: samplePeople }),
    ).rejects.toThrow(
      `port ${port} on 127.0.0.1 is already taken: free it, or set DEMO_PLATFORM_PORT`,
    );
  });

  it('stops twice, and at once even with a connection open', async () => {
    await client.get('/');
    const began = performance.now();
    await client.platform.stop();
    await client.platform.stop();
    // An idle connection is kept for more than a minute.
    expect(performance.now() - began).toBeLessThan(20_000);
    await expect(client.get('/')).rejects.toThrow();
  });
});
