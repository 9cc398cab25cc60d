import type { Person } from '@servease/appointment-sdk/tokens';
import type { Words } from '../words/words.ts';

type Role = Person['role'];

interface Screen {
  readonly to:
    | '/my'
    | '/book'
    | '/work'
    | '/board'
    | '/appointments'
    | '/requests'
    | '/slots'
    | '/dashboard';
  readonly name: keyof Words['common']['navigation'];
  readonly roles: readonly Role[];
}

const STAFF: readonly Role[] = ['employee', 'admin'];

/** The screens in the order of the navigation; the first of a role is where it starts. */
const SCREENS: readonly Screen[] = [
  { to: '/my', name: 'mine', roles: ['customer'] },
  { to: '/work', name: 'work', roles: ['employee'] },
  { to: '/board', name: 'board', roles: STAFF },
  { to: '/requests', name: 'requests', roles: STAFF },
  { to: '/appointments', name: 'appointments', roles: STAFF },
  { to: '/slots', name: 'slots', roles: STAFF },
  { to: '/dashboard', name: 'dashboard', roles: STAFF },
  { to: '/book', name: 'book', roles: ['customer', 'employee', 'admin'] },
];

export function screensOf(role: Role): readonly Screen[] {
  return SCREENS.filter(({ roles }) => roles.includes(role));
}

export function startOf(role: Role): Screen['to'] {
  return screensOf(role)[0]?.to ?? '/book';
}

/** Whether a role has a screen; the service decides what it may see and do there. */
export function mayOpen(path: string, role: Role): boolean {
  return SCREENS.every((screen) => screen.to !== path || screen.roles.includes(role));
}
