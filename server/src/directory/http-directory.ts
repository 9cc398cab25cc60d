import {
  ConsecutiveBreaker,
  ConstantBackoff,
  circuitBreaker,
  handleType,
  type IPolicy,
  retry,
  wrap,
} from 'cockatiel';
import type { z } from 'zod';
import type { ServiceUrls } from '../config.ts';
import { askPeer, type PeerAnswer, PeerFailure } from '../platform/http-client.ts';
import { directoryUnavailable } from './directory.errors.ts';
import { customerAnswer, employeeAnswer, userAnswer, vehicleAnswer } from './directory.shapes.ts';
import type {
  CustomerRecord,
  Directory,
  EmployeeRecord,
  Names,
  VehicleRecord,
} from './directory.ts';

/** Two tries of a validation fit into its 5 s (contract 9.21). */
const VALIDATION_MS = 2_400;
const DISPLAY_MS = 1_000;

interface Peer {
  readonly name: string;
  readonly url: string;
  /** For decisions: one repeat, behind the breaker. */
  readonly patient: IPolicy;
  /** For display: the breaker alone. */
  readonly brisk: IPolicy;
}

type Asking = 'decide' | 'display';

/** The directory that asks the platform's services over HTTP, as the caller whose token it gets. */
export function httpDirectory(services: ServiceUrls): Directory {
  const customers = peer('customer', services.customers);
  const vehicles = peer('vehicle', services.vehicles);
  const employees = peer('employee', services.employees);
  const users = peer('authentication', services.authentication);

  async function customer(
    id: string,
    token: string,
    asking: Asking,
  ): Promise<CustomerRecord | undefined> {
    const answer = await ask(customers, `/api/v1/customers/logical/${id}/`, token, asking);
    if (answer.status === 404) return undefined;
    const { user_id, full_name } = believed(customers, customerAnswer, answer);
    if (user_id !== id) throw directoryUnavailable(customers.name);
    return { id, full_name };
  }

  async function vehicle(
    id: string,
    token: string,
    asking: Asking,
  ): Promise<VehicleRecord | undefined> {
    const answer = await ask(vehicles, `/api/v1/vehicles/${id}/`, token, asking);
    if (answer.status === 404) return undefined;
    const { vehicle_id, ...record } = believed(vehicles, vehicleAnswer, answer);
    if (vehicle_id !== id) throw directoryUnavailable(vehicles.name);
    return { id, ...record };
  }

  async function employee(
    id: string,
    token: string,
    asking: Asking,
  ): Promise<EmployeeRecord | undefined> {
    const answer = await ask(employees, `/api/v1/employees/${id}/basic/`, token, asking);
    if (answer.status === 404) return await newEmployee(id, token, asking);
    return { id, ...believed(employees, employeeAnswer, answer) };
  }

  // The employee service learns of an employee at that person's first own call (contract 4.3);
  // until then the authentication service is the one to ask.
  async function newEmployee(
    id: string,
    token: string,
    asking: Asking,
  ): Promise<EmployeeRecord | undefined> {
    const answer = await ask(users, `/api/v1/auth/admin/users/${id}/`, token, asking);
    if (answer.status === 404 || answer.status === 403) return undefined;
    const user = believed(users, userAnswer, answer);
    if (user.id !== id) throw directoryUnavailable(users.name);
    if (user.user_role !== 'employee' || !user.is_active) return undefined;
    const full_name = [user.first_name, user.last_name].filter(Boolean).join(' ');
    return { id, full_name, first_name: user.first_name, is_available: true };
  }

  return {
    findCustomer: (id, token) => customer(id, token, 'decide'),
    findVehicle: (id, token) => vehicle(id, token, 'decide'),
    findEmployee: (id, token) => employee(id, token, 'decide'),
    async namesOf(wanted, token): Promise<Names> {
      const [customersFound, vehiclesFound, employeesFound] = await Promise.all([
        foundOf(wanted.customers, (id) => customer(id, token, 'display')),
        foundOf(wanted.vehicles, (id) => vehicle(id, token, 'display')),
        foundOf(wanted.employees, (id) => employee(id, token, 'display')),
      ]);
      return { customers: customersFound, vehicles: vehiclesFound, employees: employeesFound };
    },
  };
}

function peer(name: string, url: string): Peer {
  const failures = handleType(PeerFailure);
  const breaker = circuitBreaker(failures, {
    halfOpenAfter: 1_000,
    breaker: new ConsecutiveBreaker(5),
  });
  const oneRepeat = retry(failures, { maxAttempts: 1, backoff: new ConstantBackoff(100) });
  return { name, url, patient: wrap(oneRepeat, breaker), brisk: breaker };
}

async function ask(peer: Peer, path: string, token: string, asking: Asking): Promise<PeerAnswer> {
  const policy = asking === 'decide' ? peer.patient : peer.brisk;
  const timeoutMs = asking === 'decide' ? VALIDATION_MS : DISPLAY_MS;
  try {
    return await policy.execute(async () => {
      const answer = await askPeer({
        method: 'GET',
        url: peer.url + path,
        headers: { authorization: `Bearer ${token}` },
        timeoutMs,
      });
      if (answer.status >= 500) throw new PeerFailure(peer.url, `answered ${answer.status}`);
      return answer;
    });
  } catch (error) {
    throw directoryUnavailable(peer.name, error);
  }
}

function believed<Shape extends z.ZodType>(
  peer: Peer,
  shape: Shape,
  answer: PeerAnswer,
): z.output<Shape> {
  if (answer.status !== 200) throw directoryUnavailable(peer.name);
  const result = shape.safeParse(answer.body);
  if (!result.success) throw directoryUnavailable(peer.name, result.error);
  return result.data;
}

/** Looks all ids up in parallel; what fails or is missing is left out. */
async function foundOf<T>(
  ids: ReadonlySet<string>,
  find: (id: string) => Promise<T | undefined>,
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  await Promise.all(
    [...ids].map(async (id) => {
      const record = await find(id).catch(() => undefined);
      if (record !== undefined) found.set(id, record);
    }),
  );
  return found;
}
