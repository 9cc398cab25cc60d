import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode } from 'react';
import button from '../ui/button.module.css';

interface LinkLookProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly look?: 'primary' | 'plain' | 'quiet';
}

function LookOfButton({ look = 'plain', className, ...rest }: LinkLookProps): ReactNode {
  return (
    <a {...rest} className={[button.button, button[look], className].filter(Boolean).join(' ')} />
  );
}

/** A link that looks like a button: it leads somewhere, a button does something. */
export const LinkButton = createLink(LookOfButton);
