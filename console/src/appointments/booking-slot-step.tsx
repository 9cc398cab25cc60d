import type { ReactNode } from 'react';
import { SlotPicker } from '../availability/slot-picker.tsx';
import { isStaff, usePerson } from '../person.tsx';
import { duration } from '../time/format.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './booking.module.css';
import type { StepProps } from './booking-draft.ts';
import { StepButtons } from './step-buttons.tsx';
import { useTaken } from './use-taken.ts';

/** When; a time that is picked leads on at once. */
export function SlotStep({
  draft,
  change,
  go,
  startDate,
}: StepProps & { readonly startDate: string | undefined }): ReactNode {
  const words = useWords().appointments.booking;
  const staff = isStaff(usePerson());
  return (
    <>
      <p className={styles.intro}>{words.slotIntro(duration(draft.minutes))}</p>
      <SlotPicker
        durationMinutes={draft.minutes}
        value={draft.start}
        startDate={startDate}
        taken={useTaken(draft.customer?.id)}
        anyTime={staff}
        onPick={(start) => {
          change({ start });
          go('confirm');
        }}
      />
      <StepButtons onBack={() => go('wants')} onContinue={draft.start && (() => go('confirm'))} />
    </>
  );
}
