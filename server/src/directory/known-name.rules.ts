import { employeeName, vehicleName } from './names.rules.ts';
import { searchedName, searchedPlate } from './search-texts.rules.ts';

/** A row of `known_names`. */
export interface KnownName {
  readonly kind: 'customer' | 'vehicle' | 'employee';
  readonly id: string;
  readonly owner_id: string | null;
  readonly name: string;
  readonly plate: string | null;
  readonly search: string;
}

/** The records of `directory.ts`, as much of them as is kept. */
interface Named {
  readonly customer: { readonly id: string; readonly full_name: string | undefined };
  readonly vehicle: {
    readonly id: string;
    readonly customer_id: string;
    readonly year: number | undefined;
    readonly make: string | undefined;
    readonly model: string | undefined;
    readonly plate_number: string | undefined;
  };
  readonly employee: {
    readonly id: string;
    readonly full_name: string | undefined;
    readonly first_name: string | undefined;
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const ROW_OF: { readonly [K in keyof Named]: (record: Named[K]) => KnownName } = {
  customer: ({ id, full_name = '' }) => person('customer', id, full_name),
  employee: (record) => person('employee', record.id, employeeName(record.id, record)),
  vehicle: ({ id, customer_id, plate_number, ...car }) => ({
    kind: 'vehicle',
    id,
    // Whatever another service calls an owner, only a user id can be looked for.
    owner_id: UUID.test(customer_id) ? customer_id : null,
    name: vehicleName(car),
    plate: plate_number || null,
    search: searchedPlate(plate_number ?? ''),
  }),
};

/** What is kept of a complete record to search by; nothing of one that no database takes. */
export function knownName<K extends keyof Named>(kind: K, record: Named[K]): KnownName | undefined {
  const row = ROW_OF[kind](record);
  const isStorable =
    UUID.test(row.id) && ![row.name, row.plate].some((text) => text?.includes('\0'));
  return isStorable ? row : undefined;
}

function person(kind: 'customer' | 'employee', id: string, name: string): KnownName {
  return { kind, id, owner_id: null, name: name.trim(), plate: null, search: searchedName(name) };
}
