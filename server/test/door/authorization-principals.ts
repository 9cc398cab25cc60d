import { samplePeople } from '../../src/demo/workshop/sample-people.ts';
import { carOwners, nth } from '../support/people.ts';
import { signedToken } from '../support/signed-token.ts';
import { SECRET } from '../support/world.ts';
import type { Principal } from './authorization-table.ts';

/** CO, whose rows the tests are about. */
export const OWNER = nth(carOwners(samplePeople), 0);
/** CX. */
export const STRANGER = nth(carOwners(samplePeople), 1);
/** EA. */
export const ASSIGNED = nth(samplePeople.employees, 0);
const OTHER_EMPLOYEE = nth(samplePeople.employees, 1);
/** Nobody's token; jobs are given to this employee. */
export const THIRD_EMPLOYEE = nth(samplePeople.employees, 2);
const ADMIN = nth(samplePeople.admins, 0);

const FORGED = 'the secret of somebody else, longer than thirty-two bytes too';

/** The `Authorization` header of each principal. */
export async function authorizations(): Promise<Record<Principal, string | undefined>> {
  const bearer = async (user_id: string, user_role: string | undefined, secret = SECRET) =>
    `Bearer ${await signedToken(secret, { user_id, user_role })}`;
  const owner = OWNER.person.user_id;
  return {
    AN: undefined,
    BT: await bearer(owner, 'admin', FORGED),
    CO: await bearer(owner, 'customer'),
    CX: await bearer(STRANGER.person.user_id, 'customer'),
    EA: await bearer(ASSIGNED.user_id, 'employee'),
    EX: await bearer(OTHER_EMPLOYEE.user_id, 'employee'),
    AD: await bearer(ADMIN.user_id, 'admin'),
    // Whom nobody knows the role of is not let in as the customer of the row either.
    UR: await bearer(owner, 'mechanic'),
    NR: await bearer(owner, undefined),
  };
}

/** Everybody who may read what the workshop keeps to itself. */
export const STAFF: readonly Principal[] = ['EA', 'EX', 'AD'];
