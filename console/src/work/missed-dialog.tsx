import type { ReactNode } from 'react';
import type { AppointmentListItem } from '../api.ts';
import { EndDialog } from '../appointments/end-dialog.tsx';
import { useWords } from '../words/use-words.tsx';

/** Marks a job as missed. */
export function MissedDialog({
  job,
  onClose,
  onDone,
}: {
  readonly job: AppointmentListItem;
  readonly onClose: () => void;
  /** Called after the move; the card stands elsewhere by then. */
  readonly onDone: () => void;
}): ReactNode {
  const { appointments, common, work } = useWords();
  return (
    <EndDialog
      item={job}
      action="no_show"
      texts={{
        title: work.missedTitle,
        text: appointments.missing.text,
        keep: common.cancel,
        end: work.missedNow,
        reason: work.missedReason,
        done: work.acted.no_show(job.customer_name),
      }}
      onClose={onClose}
      onEnded={onDone}
    />
  );
}
