import type { FastifyInstance } from 'fastify';
import type { SampleVehicle } from '../workshop/sample-people.ts';
import { notFound, queryValue, Refusal, readUuid, uuidInPath } from './answers.ts';
import { callerOf, type PlatformState } from './platform-state.ts';
import type { TokenClaims } from './tokens.ts';

/** Serves vehicles: the active ones, and to customers only their own (contract 4.2). */
export function serveVehicles(app: FastifyInstance, state: PlatformState): void {
  app.get<{ Params: { id: string } }>('/api/v1/vehicles/:id/', async (request) => {
    const caller = await callerOf(state, request);
    const id = uuidInPath(request.params.id);
    const vehicle = vehiclesSeenBy(caller, state).find((one) => one.vehicle_id === id);
    if (vehicle === undefined) throw notFound();
    return detailedVehicle(vehicle, state);
  });

  app.get('/api/v1/vehicles/', async (request) => {
    const caller = await callerOf(state, request);
    const wanted = queryValue(request.query, 'customer_id');
    const customerId = wanted === undefined ? undefined : readUuid(wanted);
    if (wanted !== undefined && customerId === undefined) {
      throw new Refusal(400, { customer_id: ['Must be a valid UUID.'] });
    }
    return vehiclesSeenBy(caller, state)
      .filter((vehicle) => customerId === undefined || vehicle.customer_id === customerId)
      .map((vehicle) => listedVehicle(vehicle, state));
  });
}

function vehiclesSeenBy(caller: TokenClaims, { people }: PlatformState): SampleVehicle[] {
  const isStaff = caller.user_role === 'employee' || caller.user_role === 'admin';
  return people.vehicles.filter(
    (vehicle) => vehicle.is_active && (isStaff || vehicle.customer_id === caller.user_id),
  );
}

function detailedVehicle(vehicle: SampleVehicle, state: PlatformState) {
  const registeredAt = registrationOf(vehicle, state);
  return {
    vehicle_id: vehicle.vehicle_id,
    make: vehicle.make,
    model: vehicle.model,
    year: vehicle.year,
    color: vehicle.color,
    vin: vehicle.vin,
    plate_number: vehicle.plate_number,
    customer_id: vehicle.customer_id,
    is_active: vehicle.is_active,
    created_at: registeredAt,
    updated_at: registeredAt,
    age: state.clock().getUTCFullYear() - vehicle.year,
    display_name: displayName(vehicle),
  };
}

/** The original's list leaves out make, model and year; a batch has to live with the name. */
function listedVehicle(vehicle: SampleVehicle, state: PlatformState) {
  return {
    vehicle_id: vehicle.vehicle_id,
    customer_id: vehicle.customer_id,
    display_name: displayName(vehicle),
    plate_number: vehicle.plate_number,
    color: vehicle.color,
    vin: vehicle.vin,
    is_active: vehicle.is_active,
    created_at: registrationOf(vehicle, state),
  };
}

function displayName(vehicle: SampleVehicle): string {
  return `${vehicle.year} ${vehicle.make} ${vehicle.model}`;
}

/** Cars were registered when their owner joined. */
function registrationOf(vehicle: SampleVehicle, { people }: PlatformState): string {
  const owner = people.customers.find((customer) => customer.user_id === vehicle.customer_id);
  return owner?.created_at ?? '2022-01-01T00:00:00Z';
}
