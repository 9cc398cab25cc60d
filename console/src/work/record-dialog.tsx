import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { appointmentQuery, type TaggedAppointment } from '../appointments/appointments.queries.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorMessage, Loading } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { RecordForm } from './record-form.tsx';

/** Notes and time spent of one job, as they were when the dialog was opened. */
export function RecordDialog({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}): ReactNode {
  const { work } = useWords();
  const appointment = useQuery({ ...appointmentQuery(id), staleTime: 0 });
  const [opened, setOpened] = useState<TaggedAppointment>();
  if (opened === undefined && appointment.data && !appointment.isFetching)
    setOpened(appointment.data);
  if (opened !== undefined) return <RecordForm opened={opened} onClose={onClose} />;
  return (
    <Dialog title={work.record} onClose={onClose}>
      {appointment.isError ? (
        <ErrorMessage error={appointment.error} onRetry={() => void appointment.refetch()} />
      ) : (
        <Loading lines={3} />
      )}
    </Dialog>
  );
}
