import type { ApiError } from '@servease/appointment-sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { monthSlotsQuery, useFreeSlotsAhead } from '../availability/availability.queries.ts';
import {
  clashes,
  isAhead,
  nearestStarts,
  type Start,
  startOf,
  type Taken,
} from '../availability/free-slots.rules.ts';
import { startText } from '../availability/start-text.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import styles from './nearest-times.module.css';

/** Refusals that another time may be free of. */
const ABOUT_THE_TIME = [
  'slot_full',
  'slot_unavailable',
  'not_in_future',
  'customer_busy',
  'employee_busy',
];
const OFFERED = 4;

/** Whether another time may help against a refusal. */
export function isAboutTheTime({ problems }: ApiError): boolean {
  return problems.some(({ code }) => ABOUT_THE_TIME.includes(code));
}

/** The free times that lie nearest to one that could not be had. */
export function NearestTimes({
  wanted,
  refused,
  taken,
  minutes,
  onPick,
  children,
}: {
  readonly wanted: Start;
  /** Times that are not to be offered. */
  readonly refused: readonly Start[];
  /** When the customer is busy with something else. */
  readonly taken: readonly Taken[];
  readonly minutes: number;
  readonly onPick: (start: Start) => void;
  readonly children?: ReactNode;
}): ReactNode {
  const words = useWords();
  const texts = words.appointments.booking;
  const now = useNow();
  const ahead = useFreeSlotsAhead(minutes);
  const { data: around = [] } = useQuery(monthSlotsQuery(wanted.date, minutes, now.date));
  const slots = new Map(
    [...ahead.slots, ...around.filter((slot) => isAhead(startOf(slot), now))].map((slot) => [
      `${slot.date} ${slot.start_time}`,
      slot,
    ]),
  );
  const except = [wanted, ...refused];
  const offered = [...slots.values()].filter((slot) => !clashes(startOf(slot), minutes, taken));
  const nearest = nearestStarts(offered, wanted, { count: OFFERED, except });
  return (
    <div className={styles.nearest}>
      <p>{nearest.length > 0 ? texts.nearest : texts.noNearest}</p>
      <div className={styles.offers}>
        {nearest.map((start) => (
          <Button key={`${start.date} ${start.time}`} onClick={() => onPick(start)}>
            {startText(start, words)}
          </Button>
        ))}
        {children}
      </div>
    </div>
  );
}
