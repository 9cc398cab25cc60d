import { ifFocusIsLost } from '../ui/focus.ts';

/** A card that goes to another column is another button: the keyboard follows it there. */
export function keepFocusOn(id: string | undefined): void {
  if (id === undefined) return;
  ifFocusIsLost(() => {
    const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`);
    card?.focus({ preventScroll: true });
  });
}
