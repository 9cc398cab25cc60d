import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNotify } from '../ui/notices.tsx';
import { refreshAppointments } from './appointments.queries.ts';

interface ChangeOptions<Input> {
  readonly send: (input: Input) => Promise<unknown>;
  /** What to say when it is done. */
  readonly done: (input: Input) => string;
  readonly onDone?: () => void;
}

/** A change of one's own: sends it, looks up again what shows it, and says that it is done. */
export function useChange<Input = void>({ send, done, onDone }: ChangeOptions<Input>) {
  const queries = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: send,
    async onSuccess(_, input) {
      // The next change from the page behind needs the version that this one made.
      await refreshAppointments(queries);
      notify({ text: done(input) });
      onDone?.();
    },
    // What is on the screen may be why it was refused.
    onError: () => void refreshAppointments(queries),
  });
}
