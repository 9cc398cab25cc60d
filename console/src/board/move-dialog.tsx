import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type AppointmentListItem, isAwaited, isRefusal } from '../api.ts';
import { useSeenVersion } from '../appointments/seen-version.ts';
import { longDate, timeRange } from '../time/format.ts';
import { Button } from '../ui/button.tsx';
import { useDateDraft } from '../ui/date-draft.ts';
import { Dialog } from '../ui/dialog.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { ErrorMessage } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { useNow, useWorkshop } from '../workshop.tsx';
import { everybody } from './columns.ts';
import styles from './move-dialog.module.css';
import { type NamedPlace, useMoves } from './moves.tsx';
import { isSamePlace, placeOf, problemsWithMove } from './moving.rules.ts';
import { timeOptions } from './time-options.ts';
import { useDays } from './use-days.ts';
import { Verdict } from './verdict.tsx';

/** Moves an appointment without dragging: date, time and employee, judged before it is sent. */
export function MoveDialog({
  item: first,
  onClose,
}: {
  readonly item: AppointmentListItem;
  readonly onClose: () => void;
}): ReactNode {
  const words = useWords();
  const workshop = useWorkshop();
  const today = useNow().date;
  const form = useId();
  const fields = useRef<HTMLFormElement>(null);
  useEffect(() => focusFirst(fields.current), []);
  const { move } = useMoves();
  const { item, lookAgain } = useSeenVersion(first);
  const [to, setTo] = useState(() => placeOf(first));
  const [reason, setReason] = useState('');
  const days = useDays({ start_date: to.date, end_date: to.date }, true);

  const people = everybody(days.employees, [...days.items, item]);
  const named: NamedPlace = {
    ...to,
    employee_name: people.find(({ id }) => id === to.employee_id)?.full_name ?? '',
  };
  const isKnown = !days.isLoading && days.error === null;
  const isUnchanged = isSamePlace(to, placeOf(item));
  const moving = useMutation({
    mutationFn: async () => {
      if (!isUnchanged) await move(item, named, reason);
    },
    onSuccess: onClose,
  });
  const looking = useMutation({
    mutationFn: lookAgain,
    onSuccess(fresh) {
      setTo(placeOf(fresh));
      moving.reset();
    },
  });
  const typed = useDateDraft(to.date, (date) => change({ date }));
  const canRetime = isAwaited(item.status);

  function change(part: Partial<typeof to>): void {
    setTo({ ...to, ...part });
    moving.reset();
  }

  return (
    <Dialog
      title={words.board.moveTitle(item.customer_name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button look="primary" type="submit" form={form} busy={moving.isPending}>
            {words.board.moveNow}
          </Button>
        </>
      }
    >
      <p>
        {words.board.isAt(
          `${longDate(item.scheduled_date)}, ${timeRange(item.scheduled_time, item.duration_minutes)}`,
          item.employee_name || words.board.unassigned,
        )}
      </p>
      <form
        id={form}
        ref={fields}
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          if (!moving.isPending) moving.mutate();
        }}
      >
        <TextField
          label={words.common.date}
          type="date"
          required
          min={item.scheduled_date < today ? item.scheduled_date : today}
          disabled={!canRetime}
          {...typed}
        />
        <SelectField
          label={words.common.time}
          disabled={!canRetime}
          hint={canRetime ? undefined : words.board.timeIsFixed}
          value={to.time}
          onChange={(event) => change({ time: event.target.value })}
        >
          {timeOptions(item, to, days.facts, { ...workshop, isKnown }).map(
            ({ time, isPast, room }) => (
              <option key={time} value={time} disabled={isPast}>
                {words.board.timeOption(
                  timeRange(time, item.duration_minutes),
                  isPast ? 'past' : room,
                )}
              </option>
            ),
          )}
        </SelectField>
        <SelectField
          label={words.common.employee}
          value={to.employee_id ?? ''}
          onChange={(event) => change({ employee_id: event.target.value || null })}
        >
          <option value="">{words.common.nobody}</option>
          {people.map(({ id, full_name }) => (
            <option key={id} value={id}>
              {words.board.employeeOption(
                full_name,
                problemsWithMove(item, { ...to, employee_id: id }, days.facts).includes(
                  'employee_busy',
                ),
              )}
            </option>
          ))}
        </SelectField>
        <TextField
          label={words.board.reason}
          optional
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
      <Verdict
        isUnchanged={isUnchanged}
        isChecking={days.isLoading}
        error={days.error}
        onRetry={days.retry}
        problems={problemsWithMove(item, to, days.facts)}
      />
      {moving.isError && <ErrorMessage error={moving.error} />}
      {looking.isError && <ErrorMessage error={looking.error} />}
      {isRefusal(moving.error, 'precondition_failed') && (
        <Button busy={looking.isPending} onClick={() => looking.mutate()}>
          {words.common.showChanges}
        </Button>
      )}
    </Dialog>
  );
}

function focusFirst(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('input:enabled, select:enabled')?.focus();
}
