import { type ReactNode, useEffect, useRef, useState } from 'react';
import { isAwaited } from '../api.ts';
import { isStaff, usePerson } from '../person.tsx';
import type { WallClock } from '../time/wall-time.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import { act, isDue, type StatusAction, staffActions } from './appointment-actions.ts';
import styles from './appointment-screen.module.css';
import type { TaggedAppointment } from './appointments.queries.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { Refusal } from './refusal.tsx';
import { RescheduleDialog } from './reschedule-dialog.tsx';
import { useChange } from './use-change.ts';

export type Offer = StatusAction | 'reschedule' | 'assign' | 'edit';

/** What a reader may still do with an appointment now, the usual first. */
function offersFor(
  appointment: TaggedAppointment,
  now: WallClock,
  staff: boolean,
): readonly Offer[] {
  const movable = isAwaited(appointment.status);
  if (!staff) return movable ? ['reschedule', 'edit', 'cancel'] : [];
  const moves = staffActions(appointment, now);
  const rest: readonly Offer[] = moves.filter((action) => !isImmediate(action));
  return [
    ...moves.filter(isImmediate),
    ...(movable ? (['reschedule'] as const) : []),
    ...(moves.length > 0 ? (['assign'] as const) : []),
    'edit',
    ...rest,
  ];
}

/** Everything that the reader may do with an appointment, as buttons with their dialogs. */
export function AppointmentActions({
  appointment,
  only,
  onAsking,
}: {
  readonly appointment: TaggedAppointment;
  readonly only?: readonly Offer[];
  /** Told when a dialog opens, and when none is open any more; always the same function. */
  readonly onAsking?: (isAsking: boolean) => void;
}): ReactNode {
  const words = useWords().appointments;
  const person = usePerson();
  const now = useNow();
  const [open, setOpen] = useState<Offer>();
  const step = useChange<StatusAction>({
    send: (action) => act(appointment.id, action, { etag: appointment.etag }),
    done: (action) => words.done[action],
  });
  const offers = offersFor(appointment, now, isStaff(person)).filter(
    (offer) => only === undefined || only.includes(offer),
  );
  const close = (): void => setOpen(undefined);
  const group = useFocusWhenLost(appointment.status);
  const isAsking = open !== undefined;

  useEffect(() => {
    if (!isAsking) return;
    onAsking?.(true);
    return () => onAsking?.(false);
  }, [isAsking, onAsking]);

  return (
    <fieldset
      ref={group}
      tabIndex={-1}
      aria-label={words.screen.availableActions}
      className={styles.actions}
    >
      {offers.map((offer, index) => (
        <Button
          key={offer}
          look={lookOf(
            offer,
            index === 0 && offer !== 'edit' && only === undefined && isDue(offer, appointment, now),
          )}
          busy={step.isPending && step.variables === offer}
          onClick={() => {
            if (isImmediate(offer)) step.mutate(offer);
            else setOpen(offer);
          }}
        >
          {words.actions[offer]}
        </Button>
      ))}
      {step.error && (
        <div className={styles.refusal}>
          <Refusal error={step.error} onLoad={() => step.reset()} />
        </div>
      )}
      {open === 'reschedule' && <RescheduleDialog appointment={appointment} onClose={close} />}
      {open === 'assign' && <AssignDialog appointment={appointment} onClose={close} />}
      {open === 'edit' && <EditDialog appointment={appointment} onClose={close} />}
      {(open === 'cancel' || open === 'no_show') && (
        <ReasonDialog appointment={appointment} action={open} onClose={close} />
      )}
    </fieldset>
  );
}

/** The button that was pressed may be gone with the old status: the focus stays among its kind. */
function useFocusWhenLost(status: string) {
  const group = useRef<HTMLFieldSetElement>(null);
  const before = useRef(status);
  useEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (before.current !== status && isLost) group.current?.focus({ preventScroll: true });
    before.current = status;
  }, [status]);
  return group;
}

function isImmediate(offer: Offer): offer is 'confirm' | 'start' | 'complete' {
  return offer === 'confirm' || offer === 'start' || offer === 'complete';
}

function lookOf(offer: Offer, isUsual: boolean): 'primary' | 'plain' | 'danger' {
  if (offer === 'cancel' || offer === 'no_show') return 'danger';
  return isUsual ? 'primary' : 'plain';
}
