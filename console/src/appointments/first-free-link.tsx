import type { ReactNode } from 'react';
import { useFreeSlotsAhead } from '../availability/availability.queries.ts';
import { clashes, startOf } from '../availability/free-slots.rules.ts';
import { startText } from '../availability/start-text.ts';
import { usePerson } from '../person.tsx';
import { useWords } from '../words/use-words.tsx';
import { USUAL_MINUTES } from './booking-draft.ts';
import { LinkButton } from './link-button.tsx';
import { useTaken } from './use-taken.ts';

/** One click to the booking of the first free time; to the calendar where none is in sight. */
export function FirstFreeLink(): ReactNode {
  const words = useWords();
  const { slots } = useFreeSlotsAhead(USUAL_MINUTES);
  const taken = useTaken(usePerson().id);
  const first = slots.map(startOf).find((start) => !clashes(start, USUAL_MINUTES, taken));
  return (
    <LinkButton to="/book" search={first ?? {}}>
      {first
        ? words.availability.firstFreeAt(startText(first, words))
        : words.availability.firstFree}
    </LinkButton>
  );
}
