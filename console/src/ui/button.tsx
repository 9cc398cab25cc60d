import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './button.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly small?: boolean;
  /** Work is under way: shown, and pressing does nothing. */
  readonly busy?: boolean;
}

/** A button; `busy` keeps it focusable, so that nobody who uses the keyboard loses their place. */
export function Button({
  look = 'plain',
  small = false,
  busy = false,
  className,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={[
        styles.button,
        styles[look],
        small && styles.small,
        busy && styles.busy,
        className,
      ]
        .filter(Boolean)
        .join(' ')}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
