import type {
  SampleCustomer,
  SamplePeople,
  SamplePerson,
  SampleVehicle,
} from '../../src/demo/workshop/sample-people.ts';
import { samplePeople } from '../../src/demo/workshop/sample-people.ts';

/** A customer with the one car that stories book for. */
export interface CarOwner {
  readonly person: SampleCustomer;
  readonly car: SampleVehicle;
}

/** The item of a list that a story cannot do without. */
export function nth<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined)
    throw new Error(`There is no item ${index} in a list of ${items.length}.`);
  return item;
}

/** The active car owners among the people, in their order. */
export function carOwners(people: SamplePeople): CarOwner[] {
  return people.customers.flatMap((person) => {
    const car = people.vehicles.find((v) => v.customer_id === person.user_id && v.is_active);
    return car === undefined ? [] : [{ person, car }];
  });
}

/** The sample people with a crowd of further car owners, for races. */
export function crowd(size: number): SamplePeople {
  const people = structuredClone(samplePeople);
  const template = nth(carOwners(people), 0);
  for (let index = 0; index < size; index += 1) {
    const tail = String(index).padStart(12, '0');
    const user_id = `c0000000-0000-4000-8000-${tail}`;
    const person: SamplePerson = {
      ...template.person,
      user_id,
      email: `crowd-${index}@example.com`,
    };
    people.customers.push({ ...template.person, ...person, user_role: 'customer' });
    people.vehicles.push({
      ...template.car,
      vehicle_id: `a0000000-0000-4000-8000-${tail}`,
      customer_id: user_id,
      plate_number: `CRW-${index}`,
    });
  }
  return people;
}
