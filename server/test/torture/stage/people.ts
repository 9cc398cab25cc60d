import { signedToken } from '../../support/signed-token.ts';
import type { Caller } from '../history/history.ts';

export const SECRET_KEY = 'the secret of the torture programme, longer than thirty-two bytes';

/** The people of a run; every customer has two cars, so that a booking can change from one to the other. */
export interface People {
  readonly customers: readonly Caller[];
  readonly employees: readonly Caller[];
  readonly admins: readonly Caller[];
  carsOf(customer: Caller): readonly string[];
  ownerOf(car: string): string | undefined;
  knows(id: string): boolean;
  /** An access token that outlives the run. */
  token(caller: Caller): Promise<string>;
}

export interface Headcount {
  readonly customers: number;
  readonly employees: number;
}

const ADMINS = 2;
const CARS = 2;
const TOKEN_SECONDS = 6 * 3_600;

/** Makes up the people of a run; the same ones each time. */
export function inventPeople(headcount: Headcount): People {
  const crowd = (role: Caller['role'], kind: string, size: number): Caller[] =>
    Array.from({ length: size }, (_, index) => ({ id: uuid(kind, index), role }));
  const customers = crowd('customer', 'c', headcount.customers);
  const employees = crowd('employee', 'e', headcount.employees);
  const admins = crowd('admin', 'a', ADMINS);
  const cars = new Map(
    customers.map(({ id }, index) => [
      id,
      Array.from({ length: CARS }, (_, car) => uuid('b', index * CARS + car)),
    ]),
  );
  const owners = new Map([...cars].flatMap(([owner, own]) => own.map((car) => [car, owner])));
  const ids = new Set([...customers, ...employees, ...admins].map(({ id }) => id));
  const tokens = new Map<string, Promise<string>>();
  return {
    ...{ customers, employees, admins },
    carsOf: ({ id }) => cars.get(id) ?? [],
    ownerOf: (car) => owners.get(car),
    knows: (id) => ids.has(id),
    token({ id, role }) {
      const known =
        tokens.get(id) ??
        signedToken(SECRET_KEY, {
          user_id: id,
          user_role: role,
          exp: Math.floor(Date.now() / 1_000) + TOKEN_SECONDS,
        });
      tokens.set(id, known);
      return known;
    },
  };
}

function uuid(kind: string, index: number): string {
  return `${kind}0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}
