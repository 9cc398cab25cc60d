import type { KeyboardEvent } from 'react';

const CARD = '[data-card]';
const COLUMN = '[data-column]';
const BOARD = '[data-board]';

/** The card that the keyboard is on, or the one that it is inside of. */
function cardAt(target: EventTarget): HTMLElement | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>(CARD) ?? undefined) : undefined;
}

/** Arrow keys go between cards, up and down in a column, left and right to the nearest one beside. */
export function onCardKey(event: KeyboardEvent, onMove: (id: string) => void): void {
  const card = cardAt(event.target);
  if (card === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key.toLowerCase() === 'm') {
    event.preventDefault();
    onMove(card.dataset.card ?? '');
    return;
  }
  const next = neighbour(card, event.key);
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function neighbour(card: HTMLElement, key: string): HTMLElement | undefined {
  const column = card.closest<HTMLElement>(COLUMN);
  if (column === null) return undefined;
  const cards = cardsIn(column);
  const place = cards.indexOf(card);
  switch (key) {
    case 'ArrowDown':
      return cards[place + 1];
    case 'ArrowUp':
      return cards[place - 1];
    case 'Home':
      return cards[0];
    case 'End':
      return cards.at(-1);
    case 'ArrowRight':
      return beside(card, column, 1);
    case 'ArrowLeft':
      return beside(card, column, -1);
    default:
      return undefined;
  }
}

function beside(card: HTMLElement, column: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const board = column.closest(BOARD);
  if (board === null) return undefined;
  const columns = [...board.querySelectorAll<HTMLElement>(COLUMN)];
  const { top } = card.getBoundingClientRect();
  const away = (other: HTMLElement): number => Math.abs(other.getBoundingClientRect().top - top);
  for (let at = columns.indexOf(column) + step; columns[at] !== undefined; at += step) {
    const cards = cardsIn(columns[at]);
    if (cards.length > 0) return cards.reduce((a, b) => (away(b) < away(a) ? b : a));
  }
  return undefined;
}

function cardsIn(column: HTMLElement | undefined): HTMLElement[] {
  return [...(column?.querySelectorAll<HTMLElement>(CARD) ?? [])];
}
