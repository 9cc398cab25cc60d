import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { longDate } from '../time/format.ts';
import { firstOfMonth, mondayOf, weekday } from '../time/wall-time.ts';
import { Button } from '../ui/button.tsx';
import { ErrorMessage, Loading } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import { AnyTime } from './any-time.tsx';
import {
  monthSlotsQuery,
  useFreeSlotsAhead,
  weekHoursQuery,
  whilePicking,
} from './availability.queries.ts';
import { DayTimes } from './day-times.tsx';
import {
  clashes,
  isAhead,
  type Start,
  sameStart,
  slotsByDate,
  startOf,
  type Taken,
  timesOfDay,
} from './free-slots.rules.ts';
import { type DayFacts, MonthGrid } from './month-grid.tsx';
import styles from './slot-picker.module.css';
import { startText } from './start-text.ts';

/** How many months ahead may be looked through. */
const MONTHS_AHEAD = 12;
const SATURDAY = 6;

interface SlotPickerProps {
  readonly durationMinutes: number;
  readonly value?: Start | undefined;
  readonly onPick: (start: Start) => void;
  /** The time that the appointment has now; it is shown, but not offered. */
  readonly current?: Start | undefined;
  /** What the customer has at other times; such times are shown, but not offered. */
  readonly taken?: readonly Taken[];
  /** The day to begin with where nothing is chosen; else the first with something free. */
  readonly startDate?: string | undefined;
  /** Lets any time be entered, for staff. */
  readonly anyTime?: boolean;
}

/** Chooses a free time: the first one at once, or a day of a month and then a time of that day. */
export function SlotPicker(props: SlotPickerProps): ReactNode {
  const { durationMinutes, value, current, startDate, taken = [], anyTime = false } = props;
  const allWords = useWords();
  const words = allWords.availability;
  const now = useNow();
  const ahead = useFreeSlotsAhead(durationMinutes, whilePicking);
  const [day, setDay] = useState<string>();
  const [month, setMonth] = useState<string>();
  const dayView = useRef<HTMLDivElement>(null);
  const offered = ahead.slots
    .map(startOf)
    .filter((start) => !sameStart(start, current) && !clashes(start, durationMinutes, taken));
  const first = offered[0];
  const shownDay = day ?? value?.date ?? startDate ?? first?.date ?? now.date;
  const shownMonth = month ?? firstOfMonth(shownDay < now.date ? now.date : shownDay);
  const ofMonth = useQuery({
    ...monthSlotsQuery(shownMonth, durationMinutes, now.date),
    ...whilePicking,
  });
  const ofDayMonth = useQuery({
    ...monthSlotsQuery(shownDay, durationMinutes, now.date),
    ...whilePicking,
  });
  const hours = useQuery({ ...weekHoursQuery(mondayOf(shownDay)), ...whilePicking });

  if (ahead.isPending) return <Loading lines={6} />;
  // What is shown stays while a later look fails; the service decides in the end anyway.
  if (ahead.error && ahead.slots.length === 0)
    return <ErrorMessage error={ahead.error} onRetry={ahead.lookAgain} />;
  // What others book or cancel moves the first free time, but no day away under the pointer.
  if (day === undefined && !ahead.isLooking) setDay(shownDay);

  const free = slotsByDate(
    [
      ...(ofMonth.data ?? []),
      ...(sameMonth(shownMonth, shownDay) ? [] : (ofDayMonth.data ?? [])),
    ].filter((slot) => isAhead(startOf(slot), now)),
  );
  const hoursOfDay = hours.data?.filter((hour) => hour.date === shownDay);
  const times = timesOfDay(free.get(shownDay) ?? [], hoursOfDay ?? [], now).map((option) =>
    option.state === 'free' &&
    clashes({ date: shownDay, time: option.time }, durationMinutes, taken)
      ? { ...option, state: 'taken' as const }
      : option,
  );

  function factsOf(date: string): DayFacts {
    const slots = free.get(date);
    if (slots !== undefined)
      return {
        state: 'free',
        places: slots.reduce((sum, slot) => sum + slot.available_capacity, 0),
      };
    if (date < now.date) return { state: 'past', places: 0 };
    if (ofMonth.isPending) return { state: 'unknown', places: 0 };
    const known = hours.data?.filter((hour) => hour.date === date);
    // Outside the week whose hours are known: the usual hours leave Saturday and Sunday out.
    const isClosed =
      known !== undefined && mondayOf(date) === mondayOf(shownDay)
        ? !known.some((hour) => hour.is_available)
        : isWeekend(date);
    return { state: isClosed ? 'closed' : 'full', places: 0 };
  }

  function show(date: string): void {
    setDay(date);
    setMonth(firstOfMonth(date));
  }

  function pick(start: Start): void {
    show(start.date);
    props.onPick(start);
  }

  const why = { past: words.pastOn, closed: words.closedOn, full: words.fullOn }[
    factsOf(shownDay).state as string
  ];
  const after = offered.find(({ date }) => date > shownDay);

  return (
    <div className={styles.picker}>
      {first ? (
        <Button look="primary" className={styles.first} onClick={() => pick(first)}>
          {words.firstFreeAt(startText(first, allWords))}
        </Button>
      ) : (
        <p>{words.noneInSight}</p>
      )}
      <div className={styles.views}>
        <MonthGrid
          month={shownMonth}
          onMonth={setMonth}
          today={now.date}
          lastDate={firstOfMonth(now.date, MONTHS_AHEAD)}
          selected={shownDay}
          onSelect={(date) => {
            show(date);
            // On a phone the times lie below the month.
            dayView.current?.scrollIntoView({ block: 'nearest' });
          }}
          factsOf={factsOf}
        />
        <div className={styles.day} ref={dayView}>
          <h3 aria-live="polite">{longDate(shownDay)}</h3>
          {ofMonth.isError && (
            <ErrorMessage error={ofMonth.error} onRetry={() => void ofMonth.refetch()} />
          )}
          {why && <p className={styles.why}>{why}</p>}
          {hours.isPending ? (
            <Loading lines={3} />
          ) : (
            <DayTimes
              times={times}
              chosen={value?.date === shownDay ? value.time : undefined}
              current={current?.date === shownDay ? current.time : undefined}
              label={words.timesOn(longDate(shownDay))}
              onPick={(time) => pick({ date: shownDay, time })}
            />
          )}
          {why && after && (
            <Button onClick={() => show(after.date)}>
              {words.nextFreeAt(startText(after, allWords))}
            </Button>
          )}
          {anyTime && <AnyTime date={shownDay} today={now.date} onPick={pick} />}
        </div>
      </div>
    </div>
  );
}

function sameMonth(one: string, other: string): boolean {
  return firstOfMonth(one) === firstOfMonth(other);
}

function isWeekend(date: string): boolean {
  return weekday(date) >= SATURDAY;
}
