import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import type { Appointment, HistoryLine } from '../api.ts';
import { usePerson } from '../person.tsx';
import { instant } from '../time/format.ts';
import { ErrorMessage, Loading } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import type { Words } from '../words/words.ts';
import { useWorkshop } from '../workshop.tsx';
import { historyQuery } from './history.queries.ts';
import { toldBy } from './history-lines.rules.ts';
import styles from './timeline.module.css';
import { Told } from './told.tsx';

type Subject = Pick<Appointment, 'id' | 'customer_id' | 'created_at' | 'created_by_user_id'>;

interface TimelineProps {
  readonly appointment: Subject;
  /** The names of the people that are known, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** Everything that happened to an appointment, newest first, down to its booking. */
export function Timeline({ appointment, names }: TimelineProps): ReactNode {
  const words = useWords();
  const person = usePerson();
  const heading = useId();
  const history = useQuery(historyQuery(appointment.id));
  return (
    <section aria-labelledby={heading} className={styles.section}>
      <h2 id={heading}>{words.history.title}</h2>
      {history.isPending && <Loading lines={2} />}
      {history.isError && (
        <ErrorMessage error={history.error} onRetry={() => void history.refetch()} />
      )}
      {history.data && (
        <ol className={styles.lines}>
          {history.data.map((line) => (
            <Line key={line.id} line={line} appointment={appointment} names={names} />
          ))}
          <li className={styles.line} data-kind="created">
            <p className={styles.what}>{words.history.created}</p>
            <Stamp
              at={appointment.created_at}
              who={
                appointment.created_by_user_id === person.id
                  ? 'you'
                  : nameOf(appointment.created_by_user_id, { appointment, names, role: null })
              }
            />
          </li>
        </ol>
      )}
    </section>
  );
}

interface LineProps extends TimelineProps {
  readonly line: HistoryLine;
}

function Line({ line, appointment, names }: LineProps): ReactNode {
  const words = useWords();
  const person = usePerson();
  const told = toldBy(line);
  const who = nameOf(line.changed_by_user_id, { appointment, names, role: line.actor_role });
  const isOwn = line.changed_by_user_id === person.id;
  const channel = words.history.channels[line.channel as keyof Words['history']['channels']];
  return (
    <li className={styles.line} data-kind={told.kind} data-status={line.new_status}>
      <Told told={told} changes={line.changes} names={names} />
      <Stamp at={line.changed_at} who={isOwn ? 'you' : who} channel={channel} />
    </li>
  );
}

interface Who {
  readonly name: string | undefined;
  readonly role: string | null;
}

function nameOf(
  id: string,
  { appointment, names, role }: TimelineProps & { readonly role: string | null },
): Who {
  const known = role ?? (id === appointment.customer_id ? 'customer' : null);
  return { name: names.get(id), role: known };
}

function Stamp({
  at,
  who,
  channel,
}: {
  readonly at: string;
  readonly who: Who | 'you';
  readonly channel?: string | undefined;
}): ReactNode {
  const { history, common } = useWords();
  const { time_zone } = useWorkshop();
  return (
    <p className={styles.stamp}>
      {[
        <time key="at" dateTime={at}>
          {instant(at, time_zone)}
        </time>,
        whoText(who),
        channel,
      ]
        .filter(Boolean)
        .flatMap((part, index) => (index === 0 ? [part] : [' · ', part]))}
    </p>
  );

  function whoText(by: Who | 'you'): string | undefined {
    if (by === 'you') return history.by(history.you);
    const role = by.role as keyof typeof common.roles | null;
    const roleName = role === null ? undefined : common.roles[role];
    if (by.name !== undefined)
      return history.by(roleName ? history.nameAndRole(by.name, roleName) : by.name);
    return role !== null && role in history.actors ? history.by(history.actors[role]) : undefined;
  }
}
