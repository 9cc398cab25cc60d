import type { ReactNode } from 'react';
import type { AppointmentListItem } from '../api.ts';
import { EndDialog } from '../appointments/end-dialog.tsx';
import { useWords } from '../words/use-words.tsx';

/** Declines a request with a reason. */
export function DeclineDialog({
  request,
  onClose,
  onDeclined,
}: {
  readonly request: AppointmentListItem;
  readonly onClose: () => void;
  /** Called when the request is gone from the list. */
  readonly onDeclined: () => void;
}): ReactNode {
  const { common, lists } = useWords();
  const texts = lists.requests;
  return (
    <EndDialog
      item={request}
      action="cancel"
      needsReason
      texts={{
        title: texts.declineTitle,
        keep: common.cancel,
        end: texts.declineNow,
        reason: texts.declineReason,
        hint: texts.declineHint,
        done: texts.declined(request.customer_name),
      }}
      onClose={onClose}
      onEnded={onDeclined}
    />
  );
}
