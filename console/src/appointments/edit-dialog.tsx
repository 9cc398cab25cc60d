import { ApiError } from '@servease/appointment-sdk/api-error';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { api } from '../api.ts';
import { usePerson } from '../person.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/use-words.tsx';
import { appointmentQuery, type TaggedAppointment } from './appointments.queries.ts';
import styles from './dialogs.module.css';
import { changedBy, type EditDraft, editableFields } from './edit-draft.ts';
import { JobFields, WorkFields } from './edit-fields.tsx';
import { Refusal } from './refusal.tsx';
import { useChange } from './use-change.ts';

/**
 * Edits what the reader may edit. Only what was touched is sent, on the version that was seen; after
 * somebody else's change the same entries can be put on top of the new version.
 */
export function EditDialog({
  appointment,
  onClose,
}: {
  readonly appointment: TaggedAppointment;
  readonly onClose: () => void;
}): ReactNode {
  const words = useWords();
  const { editing, overtaken, done } = words.appointments;
  const person = usePerson();
  const queries = useQueryClient();
  const form = useId();
  const [seen, setSeen] = useState(appointment);
  const [wasLoaded, setWasLoaded] = useState(false);
  const [draft, setDraft] = useState<EditDraft>({});
  const changes = changedBy(draft, seen);
  const hasChanges = Object.keys(changes).length > 0;
  const save = useChange<EditDraft>({
    send: (body) =>
      api.PATCH('/api/v1/appointments/{id}/', {
        params: { path: { id: seen.id }, header: { 'If-Match': seen.etag } },
        body,
      }),
    done: () => done.edit,
    onDone: onClose,
  });
  // The service names the fields in its own language; here it is said in the reader's.
  const wrong = Object.fromEntries(
    Object.keys(save.error instanceof ApiError ? save.error.fields : {}).map((field) => [
      field,
      [field === 'estimated_cost' ? editing.costWrong : editing.fieldWrong],
    ]),
  );

  async function load(): Promise<void> {
    setSeen(await queries.fetchQuery({ ...appointmentQuery(seen.id), staleTime: 0 }));
    setWasLoaded(true);
    save.reset();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (hasChanges && !save.isPending) save.mutate(changes);
  }

  const fields = {
    shown: { ...seen, ...draft },
    fields: editableFields(person.role, seen.status),
    wrong,
    onChange: (change: EditDraft) => setDraft((before) => ({ ...before, ...change })),
  };
  return (
    <Dialog
      title={editing.title}
      onClose={onClose}
      actions={
        <>
          {!hasChanges && <p className={styles.note}>{editing.nothingChanged}</p>}
          <Button onClick={onClose}>{hasChanges ? editing.discard : words.common.cancel}</Button>
          <Button
            type="submit"
            form={form}
            look="primary"
            disabled={!hasChanges}
            busy={save.isPending}
          >
            {words.common.save}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        {wasLoaded && <p role="status">{overtaken.loaded}</p>}
        <JobFields {...fields} />
        <WorkFields {...fields} seen={seen} />
        <Refusal error={save.error} keepsEntries onLoad={() => void load()} />
      </form>
    </Dialog>
  );
}
