import { ApiError } from '@servease/appointment-sdk/api-error';
import type { ReactNode } from 'react';
import type { Start, Taken } from '../availability/free-slots.rules.ts';
import { Button } from '../ui/button.tsx';
import states from '../ui/states.module.css';
import { ErrorMessage } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './booking.module.css';
import { isAboutTheTime, NearestTimes } from './nearest-times.tsx';
import { useRefusalTexts } from './refusal-texts.ts';

interface BookingRefusalProps {
  readonly error: unknown;
  readonly wanted: Start;
  /** Times that were tried already. */
  readonly refused: readonly Start[];
  readonly taken: readonly Taken[];
  readonly minutes: number;
  readonly onPick: (start: Start) => void;
  readonly onChooseAnother: () => void;
}

/** Why a booking was refused, and where the time was the reason, the nearest that are free. */
export function BookingRefusal({
  error,
  onChooseAnother,
  ...times
}: BookingRefusalProps): ReactNode {
  const texts = useWords().appointments.booking;
  const reasons = useRefusalTexts(error);
  if (!(error instanceof ApiError) || error.problems.length === 0)
    return <ErrorMessage error={error} />;
  return (
    <div className={states.error}>
      <div role="alert">
        <p className={styles.refused}>{texts.refused}</p>
        {reasons.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <p>{texts.refusedHint}</p>
      </div>
      {isAboutTheTime(error) && (
        <NearestTimes {...times}>
          <Button look="quiet" onClick={onChooseAnother}>
            {texts.chooseAnother}
          </Button>
        </NearestTimes>
      )}
    </div>
  );
}
