import { dateOf, timeOf } from '../platform/wall-clock.ts';
import { samplePeople } from './workshop/sample-people.ts';

export interface WelcomeFacts {
  readonly apiUrl: string;
  readonly authenticationUrl: string;
  /** A start that the sample customer can book right now, if there is one. */
  readonly freeStart: number | undefined;
}

/** What `npm start` prints: where to go, who can sign in, and a line that books. */
export function welcome(facts: WelcomeFacts): string {
  const people = [samplePeople.customers[0], samplePeople.employees[0], samplePeople.admins[0]];
  const logins = people.flatMap((person) =>
    person === undefined
      ? []
      : [`  ${person.user_role.padEnd(9)} ${person.email.padEnd(34)} ${person.password}`],
  );
  return [
    '',
    `The ServEase appointment service is ready at ${facts.apiUrl}`,
    `Demo services (login, customers, vehicles, employees, notifications): ${facts.authenticationUrl}`,
    '',
    'Sign in as',
    ...logins,
    ...bookingLine(facts),
    '',
    'Press Ctrl-C to stop; what you booked is kept for the next start.',
    '',
  ].join('\n');
}

function bookingLine({ apiUrl, freeStart }: WelcomeFacts): string[] {
  const customer = samplePeople.customers[0];
  const vehicle = samplePeople.vehicles.find(
    (car) => car.customer_id === customer?.user_id && car.is_active,
  );
  if (freeStart === undefined || customer === undefined || vehicle === undefined) return [];
  const login = JSON.stringify({ email: customer.email, password: customer.password });
  const booking = JSON.stringify({
    customer_id: customer.user_id,
    vehicle_id: vehicle.vehicle_id,
    appointment_type: 'maintenance',
    scheduled_date: dateOf(freeStart),
    scheduled_time: timeOf(freeStart),
    service_description: 'Regular maintenance',
  });
  return [
    '',
    `Book a car for ${customer.first_name}:`,
    `  TOKEN=$(curl -s ${apiUrl}/api/v1/auth/login/ -H 'Content-Type: application/json' -d '${login}' | sed 's/.*"access":"\\([^"]*\\)".*/\\1/')`,
    `  curl ${apiUrl}/api/v1/appointments/ -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '${booking}'`,
  ];
}
