/**
 * Gives the focus to an element when what had it has gone from the page, so that nobody who uses
 * the keyboard starts from the top again.
 */
export function focusIfLost(id: string | undefined): void {
  if (id !== undefined) ifFocusIsLost(() => document.getElementById(id)?.focus());
}

/** Calls `give` when the page is drawn anew and nothing has the focus. */
export function ifFocusIsLost(give: () => void): void {
  requestAnimationFrame(() => {
    if ((document.activeElement ?? document.body) === document.body) give();
  });
}
