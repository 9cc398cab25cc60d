import { ApiError } from '@servease/appointment-sdk/api-error';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../api.ts';
import type { Start } from '../availability/free-slots.rules.ts';
import { SlotPicker } from '../availability/slot-picker.tsx';
import { startText } from '../availability/start-text.ts';
import { isStaff, usePerson } from '../person.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../words/use-words.tsx';
import { whenText } from './appointment-texts.ts';
import { appointmentQuery, type TaggedAppointment } from './appointments.queries.ts';
import styles from './dialogs.module.css';
import { isAboutTheTime, NearestTimes } from './nearest-times.tsx';
import { Refusal } from './refusal.tsx';
import { useChange } from './use-change.ts';
import { useTaken } from './use-taken.ts';

/** Gives an appointment another time; what is chosen stays while others change things. */
export function RescheduleDialog({
  appointment,
  onClose,
}: {
  readonly appointment: TaggedAppointment;
  readonly onClose: () => void;
}): ReactNode {
  const words = useWords();
  const person = usePerson();
  const queries = useQueryClient();
  const texts = words.appointments.rescheduling;
  const [seen, setSeen] = useState(appointment);
  const [wanted, setWanted] = useState<Start>();
  const [refused, setRefused] = useState<readonly Start[]>([]);
  const taken = useTaken(seen.customer_id, seen.id);
  const [reason, setReason] = useState('');
  const current = { date: seen.scheduled_date, time: seen.scheduled_time };
  const move = useChange<Start>({
    send: (start) =>
      api.POST('/api/v1/appointments/{id}/reschedule/', {
        params: { path: { id: seen.id }, header: { 'If-Match': seen.etag } },
        body: { new_date: start.date, new_time: start.time, reason },
      }),
    done: (start) => words.appointments.done.reschedule(startText(start, words)),
    onDone: onClose,
  });

  function pick(start: Start): void {
    if (move.error && wanted) setRefused([...refused, wanted]);
    setWanted(start);
    move.reset();
  }

  async function load(): Promise<void> {
    setSeen(await queries.fetchQuery({ ...appointmentQuery(seen.id), staleTime: 0 }));
    move.reset();
  }

  return (
    <Dialog
      wide
      title={texts.title}
      onClose={onClose}
      actions={
        <>
          <p className={styles.chosen} aria-live="polite">
            {wanted ? texts.chosen(startText(wanted, words)) : texts.notChosen}
          </p>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button
            look="primary"
            disabled={wanted === undefined}
            busy={move.isPending}
            onClick={() => wanted && move.mutate(wanted)}
          >
            {texts.confirm}
          </Button>
        </>
      }
    >
      <p className={styles.now}>{texts.now(whenText(seen, words))}</p>
      <SlotPicker
        durationMinutes={seen.duration_minutes}
        value={wanted}
        current={current}
        taken={taken}
        onPick={pick}
        anyTime={isStaff(person)}
      />
      <Refusal error={move.error} keepsEntries onLoad={() => void load()}>
        {wanted && move.error instanceof ApiError && isAboutTheTime(move.error) && (
          <NearestTimes
            wanted={wanted}
            refused={[...refused, current]}
            taken={taken}
            minutes={seen.duration_minutes}
            onPick={pick}
          />
        )}
      </Refusal>
      <TextField
        label={texts.reason}
        optional
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  );
}
