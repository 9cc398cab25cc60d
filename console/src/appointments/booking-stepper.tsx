import type { ReactNode } from 'react';
import states from '../ui/states.module.css';
import { useWords } from '../words/use-words.tsx';
import styles from './booking.module.css';
import { type BookingDraft, reachable, STEPS, type Step } from './booking-draft.ts';

/** The four steps: where one is, what is done, and the way back to it. */
export function Stepper({
  step,
  draft,
  go,
}: {
  readonly step: Step;
  readonly draft: BookingDraft;
  readonly go: (step: Step) => void;
}): ReactNode {
  const words = useWords().appointments.booking;
  const current = STEPS.indexOf(step);
  return (
    <nav aria-label={words.step(current + 1, STEPS.length)}>
      <ol className={styles.stepper}>
        {STEPS.map((each, index) => {
          const canGo = index !== current && reachable(each, draft) === each;
          const label = (
            <>
              <span className={styles.ordinal} aria-hidden="true">
                {index < current ? '✓' : index + 1}
              </span>
              <span className={styles.stepName}>{words.steps[each]}</span>
              {index < current && <span className={states.hidden}> ({words.done})</span>}
            </>
          );
          return (
            <li
              key={each}
              className={index < current ? styles.passed : undefined}
              aria-current={index === current ? 'step' : undefined}
            >
              {canGo ? (
                <button type="button" onClick={() => go(each)}>
                  {label}
                </button>
              ) : (
                <span>{label}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
