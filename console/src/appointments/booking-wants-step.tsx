import type { ReactNode } from 'react';
import { APPOINTMENT_TYPES } from '../api.ts';
import { TextArea } from '../ui/field.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './booking.module.css';
import type { StepProps } from './booking-draft.ts';
import { Choices } from './choices.tsx';
import { LengthField } from './length-field.tsx';
import { StepButtons } from './step-buttons.tsx';

const LONGEST_TEXT = 10_000;

/** What should be done, and how long it takes. */
export function WantsStep({ draft, change, go }: StepProps): ReactNode {
  const words = useWords();
  const texts = words.appointments;
  return (
    <>
      <Choices
        legend={words.common.type}
        name="type"
        choices={APPOINTMENT_TYPES.map((value) => ({
          value,
          label: words.common.types[value],
          hint: texts.booking.typeHints[value],
        }))}
        value={draft.type}
        onChange={(type) => change({ type })}
      />
      <div className={styles.fields}>
        <TextArea
          label={texts.description}
          optional
          hint={texts.booking.descriptionHint}
          maxLength={LONGEST_TEXT}
          value={draft.description}
          onChange={(event) => change({ description: event.target.value })}
        />
        <TextArea
          label={texts.customerNotes}
          optional
          hint={texts.booking.notesHint}
          maxLength={LONGEST_TEXT}
          value={draft.notes}
          onChange={(event) => change({ notes: event.target.value })}
        />
        <LengthField
          minutes={draft.minutes}
          hint={texts.booking.lengthHint}
          onChange={(minutes) => change({ minutes })}
        />
      </div>
      <StepButtons
        onBack={() => go('car')}
        missing={texts.booking.chooseType}
        // Whoever came with a time in mind has chosen it already.
        onContinue={draft.type && (() => go(draft.start ? 'confirm' : 'slot'))}
      />
    </>
  );
}
