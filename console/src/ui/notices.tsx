import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from 'react';
import { useWords } from '../words/use-words.tsx';
import { Button } from './button.tsx';
import styles from './notices.module.css';

interface Notice {
  readonly text: string;
  readonly tone?: 'good' | 'bad';
  /** Offered as long as the notice stands. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** How long it stands; a bad one stands until it is dismissed. */
  readonly seconds?: number;
}

/** Answers how to take the notice away again. */
type Notify = (notice: Notice) => () => void;

const Context = createContext<Notify>(() => () => undefined);
const USUAL_SECONDS = 6;

/** Shows short notices at the foot of the page, read out to those who do not see them. */
export function NoticesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const words = useWords();
  const [notices, setNotices] = useState<readonly (Notice & { readonly id: number })[]>([]);
  const lastId = useRef(0);

  const dismiss = useCallback((id: number) => {
    setNotices((all) => all.filter((notice) => notice.id !== id));
  }, []);

  const notify = useCallback<Notify>(
    (notice) => {
      lastId.current += 1;
      const id = lastId.current;
      setNotices((all) => [...all.slice(-2), { ...notice, id }]);
      const { seconds = notice.tone === 'bad' ? undefined : USUAL_SECONDS } = notice;
      if (seconds !== undefined) setTimeout(() => dismiss(id), seconds * 1_000);
      return () => dismiss(id);
    },
    [dismiss],
  );

  return (
    <Context value={useMemo(() => notify, [notify])}>
      {children}
      <section className={styles.notices} aria-live="polite" aria-label={words.common.notices}>
        {notices.map(({ id, text, tone = 'good', action }) => (
          <div key={id} className={`${styles.notice} ${styles[tone]}`}>
            <span>{text}</span>
            {action && (
              <Button
                small
                onClick={() => {
                  dismiss(id);
                  action.run();
                }}
              >
                {action.label}
              </Button>
            )}
            <Button
              look="quiet"
              small
              aria-label={words.common.dismiss}
              onClick={() => dismiss(id)}
            >
              <span aria-hidden="true">✕</span>
            </Button>
          </div>
        ))}
      </section>
    </Context>
  );
}

/** Answers the function that shows a notice. */
export function useNotify(): Notify {
  return use(Context);
}
