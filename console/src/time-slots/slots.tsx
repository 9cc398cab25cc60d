import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import { calendarQuery } from '../appointments/appointments.queries.ts';
import { addDays, datesFrom, isDate, mondayOf } from '../time/wall-time.ts';
import { Button } from '../ui/button.tsx';
import { DateSteps } from '../ui/date-steps.tsx';
import { focusIfLost } from '../ui/focus.ts';
import { Page } from '../ui/page.tsx';
import { ErrorMessage, Loading } from '../ui/states.tsx';
import { useFrozen } from '../ui/use-frozen.ts';
import { useWords } from '../words/use-words.tsx';
import { useNow } from '../workshop.tsx';
import type { Asked } from './asked.ts';
import { DAY_HEADING, DayOfSlots } from './day-of-slots.tsx';
import { SlotDialog } from './slot-dialog.tsx';
import { slotsQuery } from './slots.queries.ts';
import { WeekStrip } from './week-strip.tsx';

const route = getRouteApi('/inside/slots');

/** The hours that can be booked: stored slots of a week, day by day, and every change of them. */
export function Slots(): ReactNode {
  const words = useWords();
  const today = useNow().date;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [asked, setAsked] = useState<Asked>();
  const [finished, setFinished] = useState(0);
  const date = isDate(search.date) ? search.date : today;
  const monday = mondayOf(date);
  const range = { start_date: monday, end_date: addDays(monday, 6) };
  const stored = useQuery({ ...slotsQuery(range), placeholderData: keepPreviousData });
  const calendar = useQuery({ ...calendarQuery(range), placeholderData: keepPreviousData });
  const failed = [stored, calendar].find(({ isError }) => isError);
  const isOther = stored.isPlaceholderData || calendar.isPlaceholderData;
  const live = useMemo(
    () => ({ date, slots: stored.data, hours: calendar.data?.hours }),
    [date, stored.data, calendar.data],
  );
  // Until another week is known the day that was shown stays.
  const shown = useFrozen(live, isOther);
  const { slots, hours } = shown;

  return (
    <Page
      title={words.common.navigation.slots}
      actions={
        <>
          <Button
            onClick={() => setAsked({ title: 'generate', form: 'generate', slots: [], date })}
          >
            {words.timeSlots.generate}
          </Button>
          <Button
            look="primary"
            onClick={() => setAsked({ title: 'create', form: 'one', slots: [], date })}
          >
            {words.timeSlots.add}
          </Button>
        </>
      }
    >
      <DateSteps
        date={date}
        today={today}
        step={7}
        onDate={(chosen) =>
          void navigate({ search: chosen === today ? {} : { date: chosen }, resetScroll: false })
        }
      />
      <WeekStrip
        dates={datesFrom(monday, 7)}
        date={date}
        today={today}
        hours={isOther ? undefined : hours}
      />
      {failed && (
        <ErrorMessage
          error={failed.error}
          onRetry={() => {
            void stored.refetch();
            void calendar.refetch();
          }}
        />
      )}
      {!failed && (slots === undefined || hours === undefined) && <Loading lines={8} />}
      {slots && hours && (
        <DayOfSlots
          key={shown.date}
          date={shown.date}
          slots={slots.filter((slot) => slot.date === shown.date)}
          hours={hours.filter((hour) => hour.date === shown.date)}
          isOld={isOther}
          finished={finished}
          onAsk={setAsked}
        />
      )}
      {asked && (
        <SlotDialog
          asked={asked}
          onClose={(isDone) => {
            setAsked(undefined);
            if (isDone) setFinished((times) => times + 1);
            focusIfLost(DAY_HEADING);
          }}
        />
      )}
    </Page>
  );
}
