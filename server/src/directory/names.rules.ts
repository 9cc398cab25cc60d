/** How people and cars are called in answers (contract 2.2); `undefined` means the look-up failed. */

export interface NamedCustomer {
  readonly full_name: string | undefined;
}

export interface NamedVehicle {
  readonly year: number | undefined;
  readonly make: string | undefined;
  readonly model: string | undefined;
  readonly plate_number: string | undefined;
}

export interface NamedEmployee {
  readonly full_name: string | undefined;
  readonly first_name: string | undefined;
}

export function customerName(customer: NamedCustomer | undefined): string {
  if (customer === undefined) return 'Unknown Customer';
  return customer.full_name ?? 'Unknown';
}

/** `2020 Toyota Camry (ABC123)`. */
export function vehicleDetails(vehicle: NamedVehicle | undefined): string {
  if (vehicle === undefined) return 'Unknown Vehicle';
  return withPlate(vehicleName(vehicle), vehicle.plate_number);
}

/** `2020 Toyota Camry`. */
export function vehicleName(vehicle: Omit<NamedVehicle, 'plate_number'>): string {
  return [vehicle.year, vehicle.make, vehicle.model].filter(Boolean).join(' ');
}

/** A car's name with its plate, as far as either is known. */
export function withPlate(name: string, plate: string | undefined): string {
  return [name, plate && `(${plate})`].filter(Boolean).join(' ');
}

/** Empty when nobody is assigned. */
export function employeeName(id: string | null, employee: NamedEmployee | undefined): string {
  if (id === null) return '';
  if (employee === undefined) return 'Unassigned';
  return employee.full_name || employee.first_name || `Employee (${id.slice(0, 8)}...)`;
}
