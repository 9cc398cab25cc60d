export const ROLES = ['customer', 'employee', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who is asking: the person of a verified access token. */
export interface Actor {
  /** Lower-case dashed UUID of the authentication service's user. */
  readonly userId: string;
  readonly role: Role;
  /** The caller's own token, handed on to the services that we ask on the caller's behalf. */
  readonly token: string;
}

/** True for the people who work in the workshop. */
export function isStaff(actor: Pick<Actor, 'role'>): boolean {
  return actor.role === 'employee' || actor.role === 'admin';
}
