import type { Person } from '@servease/appointment-sdk/tokens';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { api } from '../api.ts';
import { PersonProvider } from '../person.tsx';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/use-words.tsx';
import { Preferences } from './appearance.tsx';
import styles from './layout.module.css';
import { LiveChanges } from './live.tsx';
import { screensOf } from './screens.ts';
import { useFocusOnScreen } from './use-focus-on-screen.ts';
import { useScreensAtHand } from './use-screens-at-hand.ts';

/** What surrounds every screen of somebody who is signed in: navigation, account, live changes. */
export function Layout({ person }: { readonly person: Person }): ReactNode {
  const words = useWords();
  const bar = useRef<HTMLElement>(null);
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useFocusOnScreen(main);
  useScreensAtHand(person.role);

  // On a phone the bar is longer than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the screen changes
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [pathname]);

  return (
    <PersonProvider person={person}>
      <a href="#main" className={styles.skip}>
        {words.common.skipToContent}
      </a>
      <header className={styles.header}>
        <Link to="/" className={styles.brand} aria-label={words.common.product}>
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span className={styles.name}>ServEase</span>
        </Link>
        <nav ref={bar} className={styles.navigation} aria-label={words.common.mainNavigation}>
          {screensOf(person.role).map(({ to, name }) => (
            <Link key={to} to={to} activeProps={{ 'aria-current': 'page' }}>
              {words.common.navigation[name]}
            </Link>
          ))}
        </nav>
        <Account person={person} />
      </header>
      <LiveChanges />
      <main ref={main} id="main" tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
    </PersonProvider>
  );
}

function Account({ person }: { readonly person: Person }): ReactNode {
  const words = useWords();
  const id = useId();
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ') || person.email;
  return (
    <div className={styles.account}>
      <Button small popoverTarget={id} className={styles.who} aria-label={name}>
        <span aria-hidden="true" className={styles.initials}>
          {(person.firstName[0] ?? '') + (person.lastName[0] ?? '')}
        </span>
      </Button>
      <div id={id} popover="auto" className={styles.menu}>
        <p className={styles.person}>{name}</p>
        <p className={styles.role}>{words.common.roles[person.role]}</p>
        <Preferences />
        <Button onClick={() => api.signOut()}>{words.common.signOut}</Button>
      </div>
    </div>
  );
}
