import type { AnswerOf, AppointmentListItem } from '../api.ts';
import { groupedBy } from './grouped-by.rules.ts';

/** One of the board's columns: an employee, or nobody. */
export interface ColumnData {
  readonly employee_id: string | null;
  readonly name: string;
  readonly items: readonly AppointmentListItem[];
}

type Employee = AnswerOf<'listEmployees'>[number];

/** The employees that there are, and whoever else has work among the items, sorted by name. */
export function everybody(
  employees: readonly Employee[],
  items: readonly AppointmentListItem[],
): readonly Employee[] {
  const names = new Map(employees.map(({ id, full_name }) => [id, full_name]));
  for (const { assigned_employee_id: id, employee_name } of items)
    if (id !== null && !names.has(id)) names.set(id, employee_name || id.slice(0, 8));
  return [...names]
    .map(([id, full_name]) => ({ id, full_name }))
    .sort((a, b) => a.full_name.localeCompare(b.full_name));
}

/** The unassigned first, as they wait for somebody; then a column per employee. */
export function columnsOf(
  employees: readonly Employee[],
  items: readonly AppointmentListItem[],
  unassigned: string,
): ColumnData[] {
  const byEmployee = groupedBy(items, (item) => item.assigned_employee_id);
  const of = (id: string | null): readonly AppointmentListItem[] =>
    inOrder(byEmployee.get(id) ?? []);
  return [
    { employee_id: null, name: unassigned, items: of(null) },
    ...everybody(employees, items).map(({ id, full_name }) => ({
      employee_id: id,
      name: full_name,
      items: of(id),
    })),
  ];
}

/** By time; the same order whoever asks. */
export function inOrder(items: readonly AppointmentListItem[]): AppointmentListItem[] {
  return items.toSorted(
    (a, b) =>
      a.scheduled_date.localeCompare(b.scheduled_date) ||
      a.scheduled_time.localeCompare(b.scheduled_time) ||
      a.id.localeCompare(b.id),
  );
}
