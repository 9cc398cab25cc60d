import { type Person, personIn } from '@servease/appointment-sdk/tokens';
import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { accessToken, onTokens } from '../api.ts';
import { LIST_SEARCH } from '../lists/list-search.ts';
import { Page } from '../ui/page.tsx';
import { Empty, ErrorMessage, Loading } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { Layout } from './layout.tsx';
import { returnPath } from './return-path.ts';
import { mayOpen, startOf } from './screens.ts';
import { useVisitor } from './session.tsx';
import { SignIn } from './sign-in.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

/** Who holds a token; the service decides whether it is good. */
function visitor(): Person | undefined {
  const access = accessToken();
  return access === undefined ? undefined : personIn(access);
}

/** Who was inside last: where one person was is not where the next one goes. */
let lastInside: string | undefined;

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: texts<'to'>('to'),
  beforeLoad: ({ search }) => {
    const person = visitor();
    if (person === undefined) return;
    const isAnother = lastInside !== undefined && lastInside !== person.id;
    throw redirect({ href: (isAnother ? undefined : returnPath(search.to)) ?? '/', replace: true });
  },
  component: SignIn,
});

/** Everything but the door: sends strangers there, and everybody away from others' screens. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: ({ location }) => {
    const person = visitor();
    if (person === undefined) {
      const to = returnPath(location.href);
      throw redirect({ to: '/sign-in', search: to === undefined ? {} : { to }, replace: true });
    }
    lastInside = person.id;
    if (!mayOpen(location.pathname, person.role)) throw redirect({ to: '/', replace: true });
  },
  component: function Inside() {
    const person = useVisitor();
    return person && <Layout key={person.id} person={person} />;
  },
});

const start = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    const person = visitor();
    if (person !== undefined) throw redirect({ to: startOf(person.role), replace: true });
  },
});

/** A screen's filters live in the URL; what is none of them is dropped. */
function texts<Name extends string>(...names: readonly Name[]) {
  return (search: Record<string, unknown>): { [Each in Name]?: string } =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = search[name];
        return value === undefined || value === '' ? [] : [[name, String(value)]];
      }),
    ) as { [Each in Name]?: string };
}

const my = createRoute({
  getParentRoute: () => inside,
  path: '/my',
  component: lazyRouteComponent(
    () => import('../appointments/my-appointments.tsx'),
    'MyAppointments',
  ),
});
const book = createRoute({
  getParentRoute: () => inside,
  path: '/book',
  validateSearch: texts('customer', 'date', 'time'),
  component: lazyRouteComponent(() => import('../appointments/booking.tsx'), 'Booking'),
});
const appointment = createRoute({
  getParentRoute: () => inside,
  path: '/appointments/$id',
  component: lazyRouteComponent(
    () => import('../appointments/appointment-screen.tsx'),
    'AppointmentScreen',
  ),
});
const work = createRoute({
  getParentRoute: () => inside,
  path: '/work',
  validateSearch: texts('date', 'view'),
  component: lazyRouteComponent(() => import('../work/my-work.tsx'), 'MyWork'),
});
const board = createRoute({
  getParentRoute: () => inside,
  path: '/board',
  validateSearch: texts('date', 'view'),
  component: lazyRouteComponent(() => import('../board/board.tsx'), 'Board'),
});
const appointments = createRoute({
  getParentRoute: () => inside,
  path: '/appointments',
  validateSearch: texts(...LIST_SEARCH),
  component: lazyRouteComponent(() => import('../lists/appointment-list.tsx'), 'AppointmentList'),
});
const requests = createRoute({
  getParentRoute: () => inside,
  path: '/requests',
  component: lazyRouteComponent(() => import('../lists/requests.tsx'), 'Requests'),
});
const slots = createRoute({
  getParentRoute: () => inside,
  path: '/slots',
  validateSearch: texts('date'),
  component: lazyRouteComponent(() => import('../time-slots/slots.tsx'), 'Slots'),
});
const dashboard = createRoute({
  getParentRoute: () => inside,
  path: '/dashboard',
  validateSearch: texts('start_date', 'end_date'),
  component: lazyRouteComponent(() => import('../insights/dashboard.tsx'), 'Dashboard'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    inside.addChildren([
      start,
      my,
      book,
      appointment,
      work,
      board,
      appointments,
      requests,
      slots,
      dashboard,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <ErrorMessage error={error} onRetry={reset} />,
  scrollRestoration: true,
});

// Whoever signs in or out, here or in another tab, belongs on another screen.
onTokens(() => void router.invalidate());

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

function NotFound(): ReactNode {
  const words = useWords();
  return (
    <Page title={words.common.notFoundTitle}>
      <Empty title={words.common.notFound}>
        <Link to="/">{words.common.backToStart}</Link>
      </Empty>
    </Page>
  );
}
