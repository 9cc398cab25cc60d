/**
 * Brings a card and the refusal that hangs on it into sight. Answers false if neither is shown, or if
 * another card is being dragged: a board that scrolls by itself would take the aim from that hand.
 */
export async function showRefusal(id: string): Promise<boolean> {
  // The first frame may come before the card is drawn in its old place, the second does not.
  await nextFrame();
  await nextFrame();
  const card = document.querySelector(`[data-card="${CSS.escape(id)}"]`);
  const refusal = card?.closest('li')?.querySelector('[data-refusal]') ?? null;
  const isDragging = document.querySelector('[data-verdict]') !== null;
  if (card === null || refusal === null || isDragging) return false;
  // At once, not gliding: two that glide would stop each other, and not everybody bears it. The card
  // comes last: it counts more where there is no room for both.
  for (const element of [refusal, card])
    element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  return true;
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
