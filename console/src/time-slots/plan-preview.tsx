import { ApiError } from '@servease/appointment-sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { shortDate, timeRange } from '../time/format.ts';
import { ErrorMessage, Loading } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './slot-dialog.module.css';
import { previewOf, type SlotPlan } from './slot-plan.ts';
import { previewQuery } from './slots.queries.ts';

/** How many slots a plan changes, and which appointments it leaves without a place. */
export function PlanPreview({
  plan,
  isRunning,
  onKnown,
}: {
  readonly plan: SlotPlan;
  /** What is being changed now is no longer as the plan found it. */
  readonly isRunning: boolean;
  readonly onKnown: (
    known: { readonly touched: number; readonly slots: number } | undefined,
  ) => void;
}): ReactNode {
  const words = useWords();
  const preview = useQuery({ ...previewQuery(previewOf(plan)), enabled: !isRunning });
  const touched = preview.isError ? undefined : preview.data?.appointments.length;
  const slots = preview.data?.slots ?? 0;

  useEffect(() => {
    onKnown(touched === undefined ? undefined : { touched, slots });
  }, [touched, slots, onKnown]);

  if (preview.isError)
    return (
      <ErrorMessage
        error={preview.error}
        {...(isRefused(preview.error) ? {} : { onRetry: () => void preview.refetch() })}
      />
    );
  if (preview.data === undefined) return <Loading lines={2} />;
  const { appointments } = preview.data;
  return (
    <div className={styles.preview} role="status">
      <p>
        <strong>{words.timeSlots.preview[plan.action](slots)}</strong>
      </p>
      <p className={appointments.length > 0 ? styles.warning : styles.fine}>
        {appointments.length > 0
          ? words.timeSlots.touches(appointments.length)
          : words.timeSlots.touchesNone}
      </p>
      <ul className={styles.touched}>
        {appointments.map((each) => (
          <li key={each.id}>
            <Link
              to="/appointments/$id"
              params={{ id: each.id }}
              target="_blank"
              title={words.timeSlots.newTab}
            >
              {each.customer_name}
            </Link>
            <time dateTime={`${each.scheduled_date}T${each.scheduled_time}`}>
              {shortDate(each.scheduled_date)},{' '}
              {timeRange(each.scheduled_time, each.duration_minutes)}
            </time>
            <span className={styles.reason}>{words.timeSlots.reasons[each.reason]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the entries themselves are the reason for; trying again would not help. */
function isRefused(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}
