/** What this service knows of a customer; `id` is the authentication service's user id. */
export interface CustomerRecord {
  readonly id: string;
  readonly full_name: string | undefined;
}

export interface VehicleRecord {
  readonly id: string;
  /** User id of the owner. */
  readonly customer_id: string;
  readonly is_active: boolean;
  readonly year: number | undefined;
  readonly make: string | undefined;
  readonly model: string | undefined;
  readonly plate_number: string | undefined;
}

export interface EmployeeRecord {
  readonly id: string;
  readonly full_name: string | undefined;
  readonly first_name: string | undefined;
  readonly is_available: boolean;
}

/** Ids to look up, each once. */
export interface NamesWanted {
  readonly customers: ReadonlySet<string>;
  readonly vehicles: ReadonlySet<string>;
  readonly employees: ReadonlySet<string>;
}

/** What was found in time; an id that is missing here could not be looked up. */
export interface Names {
  readonly customers: ReadonlyMap<string, CustomerRecord>;
  readonly vehicles: ReadonlyMap<string, VehicleRecord>;
  readonly employees: ReadonlyMap<string, EmployeeRecord>;
}

/**
 * The people and cars that other services keep. The `find…` functions are for decisions: they
 * answer `undefined` only when the service said that there is no such thing, and throw
 * `directory_unavailable` when it said nothing or nothing believable. `namesOf` is for display and
 * never throws.
 */
export interface Directory {
  findCustomer(customerId: string, token: string): Promise<CustomerRecord | undefined>;
  findVehicle(vehicleId: string, token: string): Promise<VehicleRecord | undefined>;
  findEmployee(employeeId: string, token: string): Promise<EmployeeRecord | undefined>;
  namesOf(wanted: NamesWanted, token: string): Promise<Names>;
}
