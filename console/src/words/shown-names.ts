import type { Words } from './words.ts';

/** What answers say in place of a name whose look-up failed (contract 2.2): English, and no fact. */
const UNKNOWN_CUSTOMER = ['Unknown Customer', 'Unknown'];
const UNKNOWN_CAR = 'Unknown Vehicle';
const UNKNOWN_EMPLOYEE = 'Unassigned';

interface Named {
  readonly customer_name: string;
  readonly vehicle_details: string;
  readonly assigned_employee_id: string | null;
  readonly employee_name: string;
}

/** An appointment whose names are fit to be shown: a stand-in becomes words of the language. */
export function withShownNames<Item extends Named>(item: Item, { common }: Words): Item {
  const { customer_name, vehicle_details, assigned_employee_id, employee_name } = item;
  // Somebody has the job: "unassigned" would be wrong, not only English.
  const isUnknown = assigned_employee_id !== null && employee_name === UNKNOWN_EMPLOYEE;
  return {
    ...item,
    customer_name: UNKNOWN_CUSTOMER.includes(customer_name)
      ? common.customerUnknown
      : customer_name,
    vehicle_details: vehicle_details === UNKNOWN_CAR ? common.carUnknown : vehicle_details,
    employee_name: isUnknown ? common.employeeUnknown : employee_name,
  };
}
