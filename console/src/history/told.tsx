import type { ReactNode } from 'react';
import type { HistoryLine } from '../api.ts';
import { clockTime, duration, shortDate } from '../time/format.ts';
import states from '../ui/states.module.css';
import { statusName, typeName } from '../words/names.ts';
import { useWords } from '../words/use-words.tsx';
import type { Words } from '../words/words.ts';
import type { Told as ToldLine } from './history-lines.rules.ts';
import styles from './timeline.module.css';

type Change = HistoryLine['changes'][number];

/** What a line tells, in words: the event, and what it changed. */
export function Told({
  told,
  changes,
  names,
}: {
  readonly told: ToldLine;
  readonly changes: readonly Change[];
  readonly names: ReadonlyMap<string, string>;
}): ReactNode {
  const words = useWords();
  const { history } = words;
  const when = (at: { date: string; time: string }): string =>
    words.availability.at(shortDate(at.date), clockTime(at.time));
  switch (told.kind) {
    case 'status':
      return (
        <>
          <p className={styles.what}>
            {history.statusChanged(statusName(told.from, words), statusName(told.to, words))}
          </p>
          <Reason text={told.reason} />
        </>
      );
    case 'moved':
      return (
        <>
          <p className={styles.what}>{history.moved}</p>
          <p>{history.movedFromTo(when(told.from), when(told.to))}</p>
          <Reason text={told.reason} />
        </>
      );
    case 'assigned': {
      const before = told.from === null ? undefined : names.get(told.from);
      return (
        <>
          <p className={styles.what}>{assignedTo(told.to, names, words)}</p>
          {before && <p>{history.formerly(before)}</p>}
        </>
      );
    }
    case 'given':
      return <p className={styles.what}>{history.assignedTo(told.name)}</p>;
    case 'edited':
      return (
        <>
          <p className={styles.what}>
            {history.edited}: {told.fields.map((field) => fieldName(field, words)).join(', ')}
          </p>
          <Values changes={changes.filter(({ field }) => told.fields.includes(field))} />
        </>
      );
    case 'deleted':
      return <p className={styles.what}>{history.deleted}</p>;
    case 'noted':
      return (
        <>
          <p className={styles.what}>{history.noted}</p>
          <Reason text={told.text} />
        </>
      );
  }
}

function Reason({ text }: { readonly text: string }): ReactNode {
  const { history } = useWords();
  return text && <p className={styles.reason}>{history.reason(text)}</p>;
}

function Values({ changes }: { readonly changes: readonly Change[] }): ReactNode {
  const words = useWords();
  // An id says nothing to people; that the field changed is told above.
  const readable = changes.filter(({ field }) => !field.endsWith('_id'));
  if (readable.length === 0) return null;
  return (
    <dl className={styles.values}>
      {readable.map(({ field, before, after }) => (
        <div key={field}>
          <dt className={readable.length === 1 ? states.hidden : undefined}>
            {fieldName(field, words)}
          </dt>
          <dd>
            <del>{valueText(field, before, words)}</del> →{' '}
            <ins>{valueText(field, after, words)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function assignedTo(id: string | null, names: ReadonlyMap<string, string>, words: Words): string {
  if (id === null) return words.history.unassigned;
  const name = names.get(id);
  return name === undefined ? words.history.assigned : words.history.assignedTo(name);
}

function fieldName(field: string, words: Words): string {
  return words.history.fields[field as keyof Words['history']['fields']] ?? field;
}

function valueText(field: string, value: unknown, words: Words): string {
  if (value === null || value === undefined || value === '') return words.history.empty;
  switch (field) {
    case 'appointment_type':
      return typeName(String(value), words);
    case 'status':
      return statusName(String(value), words);
    case 'duration_minutes':
      return duration(Number(value));
    case 'duration_seconds':
      return duration(Number(value) / 60);
    default:
      return String(value);
  }
}
