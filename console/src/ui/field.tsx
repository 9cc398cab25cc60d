import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';
import { useWords } from '../words/use-words.tsx';
import styles from './field.module.css';

interface Labelled {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with the entry, below it. */
  readonly errors?: readonly string[] | undefined;
  /** Says beside the label that it may stay empty. */
  readonly optional?: boolean;
}

interface Described {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

function Field({
  label,
  hint,
  errors = [],
  optional = false,
  children,
}: Labelled & { readonly children: (described: Described) => ReactNode }): ReactNode {
  const id = useId();
  const words = useWords();
  const wrong = errors.length > 0;
  const notes = [hint && `${id}-hint`, wrong && `${id}-errors`].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
        {optional && <span className={styles.optional}> ({words.common.optional})</span>}
      </label>
      {children({
        id,
        'aria-describedby': notes || undefined,
        'aria-invalid': wrong || undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {wrong && (
        <p id={`${id}-errors`} role="alert" className={styles.errors}>
          {errors.join(' ')}
        </p>
      )}
    </div>
  );
}

type Without<Attributes> = Omit<Attributes, 'id' | 'className'>;

export function TextField({
  label,
  hint,
  errors,
  optional,
  ...rest
}: Labelled & Without<InputHTMLAttributes<HTMLInputElement>>): ReactNode {
  return (
    <Field label={label} hint={hint} errors={errors} optional={optional ?? false}>
      {(described) => <input {...rest} {...described} className={styles.input} />}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  errors,
  optional,
  ...rest
}: Labelled & Without<TextareaHTMLAttributes<HTMLTextAreaElement>>): ReactNode {
  return (
    <Field label={label} hint={hint} errors={errors} optional={optional ?? false}>
      {(described) => <textarea rows={3} {...rest} {...described} className={styles.input} />}
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  errors,
  optional,
  ...rest
}: Labelled & Without<SelectHTMLAttributes<HTMLSelectElement>>): ReactNode {
  return (
    <Field label={label} hint={hint} errors={errors} optional={optional ?? false}>
      {(described) => <select {...rest} {...described} className={styles.input} />}
    </Field>
  );
}
