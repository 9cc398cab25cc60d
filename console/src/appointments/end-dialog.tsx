import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { type AppointmentListItem, entityTag } from '../api.ts';
import { isStaff, usePerson } from '../person.tsx';
import { longDate, timeRange } from '../time/format.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea } from '../ui/field.tsx';
import { ErrorMessage } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { act } from './appointment-actions.ts';
import styles from './dialogs.module.css';
import { Refusal } from './refusal.tsx';
import { useSeenVersion } from './seen-version.ts';
import { useChange } from './use-change.ts';

/** The words for one way of ending an appointment. */
export interface EndTexts {
  readonly title: string;
  /** What it means, where that is not plain. */
  readonly text?: string;
  /** On the button that leaves everything as it is. */
  readonly keep: string;
  readonly end: string;
  readonly reason: string;
  readonly hint?: string | undefined;
  /** Reasons to choose from. */
  readonly suggestions?: readonly string[];
  readonly done: string;
}

interface EndDialogProps {
  readonly item: AppointmentListItem;
  readonly action: 'cancel' | 'no_show';
  readonly texts: EndTexts;
  readonly needsReason?: boolean;
  readonly onClose: () => void;
  /** Called when it is over and everything behind shows that. */
  readonly onEnded?: () => void;
}

/** Asks for a reason before an appointment is ended; keeps it whatever happens behind. */
export function EndDialog(props: EndDialogProps): ReactNode {
  const { action, texts, needsReason = false, onClose, onEnded } = props;
  const { overtaken } = useWords().appointments;
  const staff = isStaff(usePerson());
  const form = useId();
  const { item, lookAgain } = useSeenVersion(props.item);
  const [reason, setReason] = useState('');
  const end = useChange({
    send: () => {
      const given = reason.trim();
      const etag = entityTag(item.version);
      return act(item.id, action, given === '' ? { etag } : { etag, reason: given });
    },
    done: () => texts.done,
    onDone() {
      onClose();
      onEnded?.();
    },
  });
  const looking = useMutation({ mutationFn: lookAgain, onSuccess: () => end.reset() });

  return (
    <Dialog
      title={texts.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.keep}</Button>
          <Button type="submit" form={form} look="danger" busy={end.isPending}>
            {texts.end}
          </Button>
        </>
      }
    >
      {staff && <strong>{item.customer_name}</strong>}
      <p className={styles.now}>
        {longDate(item.scheduled_date)}, {timeRange(item.scheduled_time, item.duration_minutes)} ·{' '}
        {item.vehicle_details}
      </p>
      {texts.text && <p>{texts.text}</p>}
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!end.isPending) end.mutate();
        }}
      >
        {texts.suggestions && (
          <div className={styles.suggestions}>
            {texts.suggestions.map((text) => (
              <Button
                key={text}
                small
                aria-pressed={reason === text}
                onClick={() => setReason(text)}
              >
                {text}
              </Button>
            ))}
          </div>
        )}
        <TextArea
          label={texts.reason}
          hint={texts.hint}
          optional={!needsReason}
          required={needsReason}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
      {looking.isSuccess && !end.isError && <p role="status">{overtaken.loaded}</p>}
      <Refusal error={end.error} keepsEntries onLoad={() => looking.mutate()} />
      {looking.isError && <ErrorMessage error={looking.error} />}
    </Dialog>
  );
}
