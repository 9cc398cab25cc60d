import type { ReactNode } from 'react';
import { versionOf } from '../api.ts';
import { isStaff, usePerson } from '../person.tsx';
import { useWords } from '../words/use-words.tsx';
import type { TaggedAppointment } from './appointments.queries.ts';
import { EndDialog, type EndTexts } from './end-dialog.tsx';

interface ReasonDialogProps {
  readonly appointment: TaggedAppointment;
  readonly action: 'cancel' | 'no_show';
  readonly onClose: () => void;
}

/** Cancels an appointment, or closes it as missed. */
export function ReasonDialog({ appointment, action, onClose }: ReasonDialogProps): ReactNode {
  const words = useWords();
  const staff = isStaff(usePerson());
  const { cancelling, missing, actions, done } = words.appointments;
  const common = {
    end: actions[action],
    reason: cancelling.reason,
    hint: staff ? undefined : cancelling.reasonHint,
    done: done[action],
  };
  const texts: EndTexts =
    action === 'cancel'
      ? {
          ...common,
          title: cancelling.title,
          keep: cancelling.keep,
          suggestions: staff ? cancelling.staffSuggestions : cancelling.suggestions,
        }
      : { ...common, title: missing.title, text: missing.text, keep: words.common.cancel };
  // Nothing has version 0: without a tag that can be read the service refuses, and shows it again.
  const item = { ...appointment, version: versionOf(appointment.etag) ?? 0 };
  return <EndDialog item={item} action={action} texts={texts} onClose={onClose} />;
}
