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

/** A car as it stands in a list; `name` is without the plate. */
export interface ListedVehicle {
  readonly id: string;
  readonly name: string;
  readonly plate_number: string | undefined;
}

export interface NamedPerson {
  readonly id: string;
  readonly full_name: string;
}

/** What other services keep, by what we call it. */
export interface Records {
  readonly customer: CustomerRecord;
  readonly vehicle: VehicleRecord;
  readonly employee: EmployeeRecord;
}

export type Kind = keyof Records;

export const KINDS = ['customer', 'vehicle', 'employee'] as const satisfies readonly Kind[];

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
 * Facts to decide on, asked of the other services at once. `undefined` means that the service said
 * that there is no such thing; when it said nothing or nothing believable within 5 s
 * (contract 9.21), `directory_unavailable` is thrown.
 */
interface Facts {
  findCustomer(customerId: string, token: string): Promise<CustomerRecord | undefined>;
  findVehicle(vehicleId: string, token: string): Promise<VehicleRecord | undefined>;
  findEmployee(employeeId: string, token: string): Promise<EmployeeRecord | undefined>;
}

/** What people choose from, asked at once like the facts and with the same failures. */
interface Lists {
  /** The customer's active cars, as far as the caller may know of them. */
  listVehicles(customerId: string, token: string): Promise<readonly ListedVehicle[]>;
  /** The active accounts of employees, as far as the caller may know of them. */
  listEmployees(token: string): Promise<readonly NamedPerson[]>;
}

/** The people and cars that other services keep. */
export interface Directory extends Facts, Lists {
  /** For display: may be some minutes old, takes 1 s at most (contract 9.21) and never throws. */
  namesOf(wanted: NamesWanted, token: string): Promise<Names>;
}

/** Where a directory's knowledge comes from. */
export interface DirectorySource extends Facts, Lists {
  /**
   * Looks one thing up for display. `undefined`: there is none, or not for this caller. Throws like
   * `find…` when nobody can say.
   */
  look<K extends Kind>(
    kind: K,
    id: string,
    token: string,
    until: AbortSignal,
  ): Promise<Records[K] | undefined>;
}
