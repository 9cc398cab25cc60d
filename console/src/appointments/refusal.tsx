import { ApiError } from '@servease/appointment-sdk/api-error';
import { type ReactNode, useEffect, useRef } from 'react';
import { isRefusal } from '../api.ts';
import { Button } from '../ui/button.tsx';
import states from '../ui/states.module.css';
import { ErrorMessage } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { useRefusalTexts } from './refusal-texts.ts';

interface RefusalProps {
  readonly error: unknown;
  readonly onLoad: () => void;
  readonly keepsEntries?: boolean;
  /** What can be done instead. */
  readonly children?: ReactNode;
}

/** Why a change was refused; overtaken by another's, it offers to load what that made of it. */
export function Refusal(props: RefusalProps): ReactNode {
  return props.error ? <Refused {...props} /> : null;
}

function Refused({ error, onLoad, keepsEntries = false, children }: RefusalProps): ReactNode {
  const words = useWords().appointments.overtaken;
  const place = useRef<HTMLDivElement>(null);
  const reasons = useRefusalTexts(error);
  const isOvertaken = isRefusal(error, 'precondition_failed');
  const hasProblems = error instanceof ApiError && error.problems.length > 0;

  // Below a long form it would be said to nobody.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal is shown anew
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'center' });
  }, [error]);
  useEffect(() => {
    const around = place.current?.closest('dialog, fieldset');
    return () => keepFocusIn(around);
  }, []);

  if (!isOvertaken && !hasProblems)
    return (
      <div ref={place}>
        <ErrorMessage error={error} />
      </div>
    );
  return (
    <div ref={place} className={states.error}>
      <div role="alert">
        {isOvertaken ? <p>{words.text}</p> : reasons.map((text) => <p key={text}>{text}</p>)}
        {isOvertaken && keepsEntries && <p>{words.keeps}</p>}
      </div>
      {isOvertaken && (
        <Button small onClick={onLoad}>
          {words.load}
        </Button>
      )}
      {hasProblems && children}
    </div>
  );
}

/** The button that made a refusal go is gone with it: the focus stays in the same dialog or group. */
function keepFocusIn(around: Element | null | undefined): void {
  if (document.activeElement !== document.body || !around?.isConnected) return;
  const target = around.querySelector<HTMLElement>('h2') ?? around;
  if (!(target instanceof HTMLElement)) return;
  target.tabIndex = -1;
  target.focus();
}
