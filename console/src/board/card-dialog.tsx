import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type AppointmentListItem, entityTag, isActive, isRefusal } from '../api.ts';
import {
  act,
  isDue,
  type StatusAction,
  staffActions,
} from '../appointments/appointment-actions.ts';
import { refreshAppointments } from '../appointments/appointments.queries.ts';
import { useSeenVersion } from '../appointments/seen-version.ts';
import { longDate, timeRange } from '../time/format.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { useNotify } from '../ui/notices.tsx';
import { ErrorMessage } from '../ui/states.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import { typeName } from '../words/names.ts';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import styles from './card-dialog.module.css';

interface CardDialogProps {
  readonly item: AppointmentListItem;
  readonly onMove: (item: AppointmentListItem) => void;
  readonly onClose: () => void;
}

/** Moves that end an appointment ask for a reason first. */
const ASKS_WHY: readonly StatusAction[] = ['cancel', 'no_show'];

/** An appointment in short, and everything that can be done with it from the board. */
export function CardDialog({ item: first, onMove, onClose }: CardDialogProps): ReactNode {
  const words = useWords();
  const notify = useNotify();
  const now = useNow();
  const queries = useQueryClient();
  const { item, lookAgain } = useSeenVersion(first);
  const [asking, setAsking] = useState<StatusAction>();
  const [reason, setReason] = useState('');

  const doing = useMutation({
    mutationFn: async (action: StatusAction) => {
      await act(item.id, action, { etag: entityTag(item.version), ...(reason ? { reason } : {}) });
      return action;
    },
    onSuccess(action) {
      notify({ text: words.board.done[action](item.customer_name) });
      void refreshAppointments(queries);
      onClose();
    },
  });
  const looking = useMutation({ mutationFn: lookAgain, onSuccess: () => doing.reset() });

  const choose = (action: StatusAction): void => {
    if (ASKS_WHY.includes(action) && asking !== action) setAsking(action);
    else doing.mutate(action);
  };

  const buttons = asking ? (
    <>
      <Button onClick={() => setAsking(undefined)}>{words.common.cancel}</Button>
      <Button look="danger" busy={doing.isPending} onClick={() => choose(asking)}>
        {words.board.actions[asking]}
      </Button>
    </>
  ) : (
    <>
      {staffActions(item, now).map((action, index) => (
        <Button
          key={action}
          look={lookOf(action, index === 0 && isDue(action, item, now))}
          busy={doing.isPending && doing.variables === action}
          onClick={() => choose(action)}
        >
          {words.board.actions[action]}
        </Button>
      ))}
      {isActive(item.status) && <Button onClick={() => onMove(item)}>{words.board.move}</Button>}
    </>
  );

  return (
    <Dialog title={item.customer_name} onClose={onClose} actions={buttons}>
      <p className={styles.when}>
        <StatusBadge status={item.status} />
        <span>
          {longDate(item.scheduled_date)}, {timeRange(item.scheduled_time, item.duration_minutes)}
        </span>
      </p>
      <dl className={styles.facts}>
        <dt>{words.common.car}</dt>
        <dd>{item.vehicle_details}</dd>
        <dt>{words.common.type}</dt>
        <dd>{typeName(item.appointment_type, words)}</dd>
        <dt>{words.common.employee}</dt>
        <dd>{item.employee_name || words.common.nobody}</dd>
        {item.service_description && (
          <>
            <dt>{words.board.wanted}</dt>
            <dd>{item.service_description}</dd>
          </>
        )}
      </dl>
      {asking && (
        <TextField
          label={words.board.reason}
          optional
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !doing.isPending) choose(asking);
          }}
        />
      )}
      {doing.isError && <ErrorMessage error={doing.error} />}
      {looking.isError && <ErrorMessage error={looking.error} />}
      {isRefusal(doing.error, 'precondition_failed') && (
        <Button busy={looking.isPending} onClick={() => looking.mutate()}>
          {words.common.showChanges}
        </Button>
      )}
      <Link to="/appointments/$id" params={{ id: item.id }}>
        {words.board.openAppointment}
      </Link>
    </Dialog>
  );
}

function lookOf(action: StatusAction, isUsual: boolean): 'primary' | 'danger' | 'plain' {
  if (isUsual) return 'primary';
  return ASKS_WHY.includes(action) ? 'danger' : 'plain';
}
