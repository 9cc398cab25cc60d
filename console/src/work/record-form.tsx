import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { api, isRefusal } from '../api.ts';
import {
  appointmentQuery,
  refreshAppointments,
  type TaggedAppointment,
} from '../appointments/appointments.queries.ts';
import { spentOf } from '../appointments/time-spent.rules.ts';
import { TimeSpentFields } from '../appointments/time-spent-fields.tsx';
import { duration } from '../time/format.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea } from '../ui/field.tsx';
import { useNotify } from '../ui/notices.tsx';
import { ErrorMessage } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { editOf, entriesOf, type RecordEntries } from './record-entries.ts';
import styles from './record-form.module.css';
import { useMinutesSinceStart } from './use-minutes-since-start.ts';

/** The form itself: keeps what is entered even when somebody else saves first. */
export function RecordForm({
  opened,
  onClose,
}: {
  readonly opened: TaggedAppointment;
  readonly onClose: () => void;
}): ReactNode {
  const { common, work } = useWords();
  const queries = useQueryClient();
  const notify = useNotify();
  const form = useId();
  const [stored, setStored] = useState(opened);
  const [entries, setEntries] = useState(() => entriesOf(opened));
  const [isOvertaken, setOvertaken] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const measured = useMinutesSinceStart(stored);
  const takeText = stored.status === 'completed' ? work.takeWorked : work.takeMeasured;
  const before = entriesOf(stored);
  const edit = editOf(entries, stored);
  const enter = (change: Partial<RecordEntries>): void => setEntries({ ...entries, ...change });
  const nowStored = (isOther: boolean, value: string): string | undefined =>
    isOvertaken && isOther ? work.nowStored(value || work.nothingStored) : undefined;

  async function save(): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await api.PATCH('/api/v1/appointments/{id}/', {
        params: { path: { id: stored.id }, header: { 'If-Match': stored.etag } },
        body: edit,
      });
      // The next move from the page behind needs the version that this one made.
      await refreshAppointments(queries);
      notify({ text: work.saved });
      onClose();
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  }

  async function showNewVersion(): Promise<void> {
    try {
      const current = await queries.fetchQuery({ ...appointmentQuery(stored.id), staleTime: 0 });
      const fresh = entriesOf(current);
      // Only what was entered here is kept against the newer version.
      setEntries({
        notes: entries.notes === before.notes ? fresh.notes : entries.notes,
        ...(sameTime(entries, before) ? timeIn(fresh) : timeIn(entries)),
      });
      setStored(current);
      setOvertaken(true);
      setError(undefined);
    } catch (refusal) {
      setError(refusal);
    }
  }

  return (
    <Dialog
      title={work.record}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button
            type="submit"
            form={form}
            look="primary"
            disabled={Object.keys(edit).length === 0}
            busy={busy}
          >
            {common.save}
          </Button>
        </>
      }
    >
      <p>
        <strong>{stored.customer_name}</strong>
        <br />
        {stored.vehicle_details}
      </p>
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void save();
        }}
      >
        <TextArea
          label={work.internalNotes}
          hint={nowStored(entries.notes !== before.notes, before.notes) ?? work.internalHint}
          rows={5}
          maxLength={10_000}
          value={entries.notes}
          onChange={(event) => enter({ notes: event.target.value })}
        />
        <TimeSpentFields entries={entries} onEnter={enter}>
          {measured !== undefined && (
            <Button onClick={() => enter(spentOf(measured * 60))}>
              {takeText(duration(measured))}
            </Button>
          )}
          {isOvertaken && !sameTime(entries, before) && (
            <p className={styles.stored}>
              {work.nowStored(duration(stored.duration_seconds / 60))}
            </p>
          )}
        </TimeSpentFields>
      </form>
      {isOvertaken && <p role="status">{work.keepEntries}</p>}
      {error !== undefined && <ErrorMessage error={error} />}
      {isRefusal(error, 'precondition_failed') && (
        <Button onClick={() => void showNewVersion()}>{common.showChanges}</Button>
      )}
    </Dialog>
  );
}

function timeIn({ hours, minutes }: RecordEntries): Pick<RecordEntries, 'hours' | 'minutes'> {
  return { hours, minutes };
}

function sameTime(one: RecordEntries, other: RecordEntries): boolean {
  return one.hours === other.hours && one.minutes === other.minutes;
}
