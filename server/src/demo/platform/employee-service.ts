import type { FastifyInstance } from 'fastify';
import type { SampleEmployee } from '../workshop/sample-people.ts';
import { notFound, notPermitted, uuidInPath } from './answers.ts';
import { callerOf, type PlatformState } from './platform-state.ts';

/** Serves employees: `/basic/` to everyone signed in, the full path to admins (contract 4.3). */
export function serveEmployees(app: FastifyInstance, state: PlatformState): void {
  const employeeAt = (segment: string): SampleEmployee => {
    const id = uuidInPath(segment);
    const employee = state.people.employees.find((person) => person.user_id === id);
    if (employee?.has_profile !== true) throw notFound();
    return employee;
  };

  app.get<{ Params: { id: string } }>('/api/v1/employees/:id/basic/', async (request) => {
    await callerOf(state, request);
    return employeeRecord(employeeAt(request.params.id));
  });

  app.get<{ Params: { id: string } }>('/api/v1/employees/:id/', async (request) => {
    const caller = await callerOf(state, request);
    const employee = employeeAt(request.params.id);
    // Even the employee self is refused: the original compares a UUID with an integer there.
    if (caller.user_role !== 'admin') throw notPermitted();
    return employeeRecord(employee);
  });
}

function employeeRecord(employee: SampleEmployee) {
  return {
    id: employee.user_id,
    full_name: `${employee.first_name} ${employee.last_name}`,
    first_name: employee.first_name,
    last_name: employee.last_name,
    email: employee.email,
    phone_number: employee.phone_number,
    gender: employee.gender,
    date_of_birth: employee.date_of_birth,
    account_created: employee.created_at,
    last_login: null,
    is_active: employee.is_active,
    address_line1: employee.address_line1,
    address_line2: '',
    city: employee.city,
    postal_code: employee.postal_code,
    specialization: employee.specialization,
    experience_years: employee.experience_years,
    hourly_rate: employee.hourly_rate,
    is_available: employee.is_available,
  };
}
