import { ApiError } from '@servease/appointment-sdk/api-error';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.tsx';
import type { Words } from '../words/words.ts';
import { Button } from './button.tsx';
import styles from './states.module.css';

/** Grey lines where content will be. */
export function Loading({ lines = 4 }: { readonly lines?: number }): ReactNode {
  const words = useWords();
  return (
    <div className={styles.loading} role="status">
      <span className={styles.hidden}>{words.common.loading}</span>
      {Array.from({ length: lines }, (_, line) => line).map((line) => (
        <div key={line} className={styles.line} aria-hidden="true" />
      ))}
    </div>
  );
}

/** Says that there is nothing, and what to do about it. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {children}
    </div>
  );
}

/** Says why something could not be shown or done. */
export function ErrorMessage({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
}): ReactNode {
  const words = useWords();
  const id = error instanceof ApiError && error.status >= 500 ? error.requestId : undefined;
  return (
    <div className={styles.error} role="alert">
      {errorTexts(error, words).map((text) => (
        <p key={text}>{text}</p>
      ))}
      {id && <p className={styles.reference}>{words.errors.request(id)}</p>}
      {onRetry && (
        <Button small onClick={onRetry}>
          {words.common.retry}
        </Button>
      )}
    </div>
  );
}

/** What an error says to people: each rule that refused, or the words for its code. */
export function errorTexts(error: unknown, words: Words): string[] {
  if (!(error instanceof ApiError)) return [words.common.somethingBroke];
  const { codes, problems } = words.errors;
  if (error.problems.length > 0)
    return error.problems.map(
      ({ code, message }) => problems[code as keyof typeof problems] ?? message,
    );
  return [codes[error.code as keyof typeof codes] ?? error.message];
}
