import type { DemoAccount } from '../http/workshop.ts';
import { samplePeople } from './workshop/sample-people.ts';

/** One person of each role, whom visitors of the demo may sign in as. */
export function demoAccounts(): DemoAccount[] {
  const { customers, employees, admins } = samplePeople;
  return [customers[0], employees[0], admins[0]].flatMap((person) =>
    person === undefined
      ? []
      : [
          {
            email: person.email,
            password: person.password,
            role: person.user_role,
            name: `${person.first_name} ${person.last_name}`,
          },
        ],
  );
}
