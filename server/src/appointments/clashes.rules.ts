/** Another appointment that holds a place at the same time. */
export interface Clashing {
  readonly customer_id: string;
  readonly assigned_employee_id: string | null;
}

/** Whether the customer has another appointment at the time (contract 9.5). */
export function customerIsBusy(customerId: string, atTheTime: readonly Clashing[]): boolean {
  return atTheTime.some((other) => other.customer_id === customerId);
}

/** Whether the employee has another appointment at the time; pending ones count (contract 9.5). */
export function employeeIsBusy(employeeId: string | null, atTheTime: readonly Clashing[]): boolean {
  return (
    employeeId !== null && atTheTime.some((other) => other.assigned_employee_id === employeeId)
  );
}
