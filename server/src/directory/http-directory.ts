import type { z } from 'zod';
import type { ServiceUrls } from '../config.ts';
import { deadline } from '../platform/deadline.ts';
import { type PeerAnswer, PeerFailure } from '../platform/http-client.ts';
import type { Logger } from '../platform/log.ts';
import { openPeer, type Peer, type PeerQuestion } from '../platform/peer.ts';
import { directoryUnavailable } from './directory.errors.ts';
import {
  customerAnswer,
  employeeAnswer,
  userAnswer,
  userListAnswer,
  vehicleAnswer,
  vehicleListAnswer,
} from './directory.shapes.ts';
import type {
  CustomerRecord,
  DirectorySource,
  EmployeeRecord,
  Kind,
  ListedVehicle,
  NamedPerson,
  Records,
  VehicleRecord,
} from './directory.ts';
import { employeeName } from './names.rules.ts';

/** For all the calls that one fact takes: a repeat, and the second service for an employee. */
const DECISION_MS = 5_000;
/** A thousand accounts; whoever has more pages than that is turning in a circle. */
const MOST_PAGES = 50;

/** Whose rights a question has, what it is for, and until when. */
type Asking = Omit<PeerQuestion, 'path'>;

/** Asks the platform's services over HTTP, as the caller whose token it gets. */
export function httpDirectory(services: ServiceUrls, log?: Logger): DirectorySource {
  const customers = openPeer('customer', services.customers, log);
  const vehicles = openPeer('vehicle', services.vehicles, log);
  const employees = openPeer('employee', services.employees, log);
  const users = openPeer('authentication', services.authentication, log);

  async function customer(id: string, asking: Asking): Promise<CustomerRecord | undefined> {
    const answer = await ask(customers, `/api/v1/customers/logical/${id}/`, asking);
    if (isNothing(answer, asking)) return undefined;
    const { user_id, full_name } = believed(customers, customerAnswer, answer);
    if (user_id !== id) throw directoryUnavailable(customers.name);
    return { id, full_name };
  }

  async function vehicle(id: string, asking: Asking): Promise<VehicleRecord | undefined> {
    const answer = await ask(vehicles, `/api/v1/vehicles/${id}/`, asking);
    if (isNothing(answer, asking)) return undefined;
    const { vehicle_id, ...record } = believed(vehicles, vehicleAnswer, answer);
    if (vehicle_id !== id) throw directoryUnavailable(vehicles.name);
    return { id, ...record };
  }

  async function employee(id: string, asking: Asking): Promise<EmployeeRecord | undefined> {
    const answer = await ask(employees, `/api/v1/employees/${id}/basic/`, asking);
    if (answer.status === 404) return await newEmployee(id, asking);
    const { id: answered = id, ...record } = believed(employees, employeeAnswer, answer);
    if (answered !== id) throw directoryUnavailable(employees.name);
    return { id, ...record };
  }

  // The employee service learns of an employee at that person's first own call (contract 4.3);
  // until then the authentication service is the one to ask.
  async function newEmployee(id: string, asking: Asking): Promise<EmployeeRecord | undefined> {
    const answer = await ask(users, `/api/v1/auth/admin/users/${id}/`, asking);
    if (isNothing(answer, asking) || answer.status === 403) return undefined;
    const user = believed(users, userAnswer, answer);
    if (user.id !== id) throw directoryUnavailable(users.name);
    if (user.user_role !== 'employee' || !user.is_active) return undefined;
    return { id, ...named(user), is_available: true };
  }

  async function vehiclesOf(customerId: string, asking: Asking): Promise<ListedVehicle[]> {
    const answer = await ask(vehicles, `/api/v1/vehicles/?customer_id=${customerId}`, asking);
    if (isNothing(answer, asking)) return [];
    // A service that passes over the parameter must not show somebody else's cars.
    return believed(vehicles, vehicleListAnswer, answer)
      .filter(({ customer_id, is_active }) => customer_id === customerId && is_active)
      .map(({ vehicle_id, display_name = '', plate_number }) => ({
        id: vehicle_id,
        name: display_name,
        plate_number,
      }));
  }

  async function employeeAccounts(asking: Asking): Promise<NamedPerson[]> {
    const people: NamedPerson[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const answer = await ask(
        users,
        `/api/v1/auth/admin/users/?role=employee&page=${page}`,
        asking,
      );
      const { next, results } = believed(users, userListAnswer, answer);
      for (const user of results)
        if (user.user_role === 'employee' && user.is_active)
          people.push({ id: user.id, full_name: employeeName(user.id, named(user)) });
      if (typeof next !== 'string') break;
    }
    return people;
  }

  const lookUps: LookUps = { customer, vehicle, employee };
  return {
    findCustomer: (id, token) => customer(id, deciding(token)),
    findVehicle: (id, token) => vehicle(id, deciding(token)),
    findEmployee: (id, token) => employee(id, deciding(token)),
    listVehicles: (customerId, token) => vehiclesOf(customerId, deciding(token)),
    listEmployees: (token) => employeeAccounts(deciding(token)),
    look: (kind, id, token, until) => lookUps[kind](id, { token, purpose: 'display', until }),
  };
}

type LookUps = {
  readonly [K in Kind]: (id: string, asking: Asking) => Promise<Records[K] | undefined>;
};

function named({ first_name, last_name }: z.output<typeof userAnswer>) {
  return { full_name: [first_name, last_name].filter(Boolean).join(' '), first_name };
}

function deciding(token: string): Asking {
  return { token, purpose: 'decision', until: deadline(DECISION_MS) };
}

/** Whether there is no such thing; what this caller may not be shown is none either. */
function isNothing({ status }: PeerAnswer, { purpose }: Asking): boolean {
  return status === 404 || (purpose === 'display' && (status === 401 || status === 403));
}

async function ask(peer: Peer, path: string, asking: Asking): Promise<PeerAnswer> {
  try {
    return await peer.ask({ ...asking, path });
  } catch (error) {
    if (error instanceof PeerFailure) throw directoryUnavailable(peer.name, error);
    throw error;
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
