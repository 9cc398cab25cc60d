import type { Person } from '@servease/appointment-sdk/tokens';
import { createContext, type ReactNode, use } from 'react';

const Context = createContext<Person | undefined>(undefined);

export function PersonProvider({
  person,
  children,
}: {
  readonly person: Person;
  readonly children: ReactNode;
}): ReactNode {
  return <Context value={person}>{children}</Context>;
}

/** Who is signed in. */
export function usePerson(): Person {
  const person = use(Context);
  if (person === undefined) throw new Error('Nobody is signed in here.');
  return person;
}

export function isStaff(person: Person): boolean {
  return person.role !== 'customer';
}
