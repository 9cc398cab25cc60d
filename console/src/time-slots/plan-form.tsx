import { type ReactNode, useState } from 'react';
import { addDays, timeOf } from '../time/wall-time.ts';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../words/use-words.tsx';
import { useWorkshop } from '../workshop.tsx';
import type { Asked } from './asked.ts';
import styles from './slot-dialog.module.css';
import type { NewSlot, SlotPlan } from './slot-plan.ts';

interface PlanFormProps {
  readonly id: string;
  readonly asked: Asked;
  /** The plan that was entered before, when somebody comes back to change it. */
  readonly last: SlotPlan | undefined;
  readonly onPlan: (plan: SlotPlan) => void;
}

/** Asks for what a plan needs; pressing the dialog's button submits it. */
export function PlanForm(props: PlanFormProps): ReactNode {
  const { form = 'one' } = props.asked;
  switch (form) {
    case 'generate':
      return <GenerateForm {...props} />;
    case 'capacity':
      return <CapacityForm {...props} />;
    case 'one':
      return <OneSlotForm {...props} />;
  }
}

const USUAL_DAYS = 27;

function GenerateForm({ id, asked, last, onPlan }: PlanFormProps): ReactNode {
  const { timeSlots } = useWords();
  const before = last?.action === 'generate' ? last : undefined;
  const [first, setFirst] = useState(before?.start_date ?? asked.date);
  const [end, setEnd] = useState(before?.end_date ?? addDays(asked.date, USUAL_DAYS));
  return (
    <form
      id={id}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onPlan({ action: 'generate', start_date: first, end_date: end });
      }}
    >
      <p className={styles.hint}>{timeSlots.generateHint}</p>
      <div className={styles.pair}>
        <TextField
          label={timeSlots.firstDate}
          type="date"
          required
          value={first}
          onChange={(event) => setFirst(event.target.value)}
        />
        <TextField
          label={timeSlots.lastDate}
          type="date"
          required
          min={first}
          value={end}
          onChange={(event) => setEnd(event.target.value)}
        />
      </div>
    </form>
  );
}

function CapacityForm({ id, asked, last, onPlan }: PlanFormProps): ReactNode {
  const { timeSlots } = useWords();
  const before = last?.action === 'change' ? last.edit.max_concurrent_appointments : undefined;
  const [places, setPlaces] = useState(
    String(before ?? asked.slots[0]?.max_concurrent_appointments ?? 0),
  );
  return (
    <form
      id={id}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const edit = { max_concurrent_appointments: Number(places) };
        onPlan({ action: 'change', slots: asked.slots, edit });
      }}
    >
      <p className={styles.hint}>{timeSlots.selected(asked.slots.length)}</p>
      <PlacesField value={places} onChange={setPlaces} />
    </form>
  );
}

function OneSlotForm({ id, asked, last, onPlan }: PlanFormProps): ReactNode {
  const { common, timeSlots } = useWords();
  const workshop = useWorkshop();
  const slot = asked.slots[0];
  const [entries, setEntries] = useState<NewSlot>(() => ({
    ...(slot ?? {
      date: asked.date,
      start_time: timeOf(workshop.opening_hour * 60),
      end_time: timeOf((workshop.opening_hour + 1) * 60),
      is_available: true,
      max_concurrent_appointments: workshop.default_places,
    }),
    ...(last?.action === 'change' ? last.edit : {}),
    ...(last?.action === 'create' ? last.slot : {}),
  }));
  const [places, setPlaces] = useState(String(entries.max_concurrent_appointments));
  const enter = (change: Partial<NewSlot>): void => setEntries({ ...entries, ...change });

  return (
    <form
      id={id}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = { ...newSlot(entries), max_concurrent_appointments: Number(places) };
        if (slot === undefined) onPlan({ action: 'create', slot: wanted });
        else onPlan({ action: 'change', slots: [slot], edit: differences(slot, wanted) });
      }}
    >
      <TextField
        label={common.date}
        type="date"
        required
        value={entries.date}
        onChange={(event) => enter({ date: event.target.value })}
      />
      <div className={styles.pair}>
        <TextField
          label={timeSlots.startTime}
          type="time"
          required
          value={entries.start_time.slice(0, 5)}
          onChange={(event) => enter({ start_time: event.target.value })}
        />
        <TextField
          label={timeSlots.endTime}
          type="time"
          required
          value={entries.end_time.slice(0, 5)}
          onChange={(event) => enter({ end_time: event.target.value })}
        />
      </div>
      <PlacesField value={places} onChange={setPlaces} />
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={entries.is_available}
          onChange={(event) => enter({ is_available: event.target.checked })}
        />
        {timeSlots.isOpenField}
      </label>
    </form>
  );
}

function PlacesField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { timeSlots } = useWords();
  return (
    <TextField
      label={timeSlots.placesField}
      type="number"
      inputMode="numeric"
      required
      min={0}
      max={1000}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function newSlot({
  date,
  start_time,
  end_time,
  is_available,
  max_concurrent_appointments,
}: NewSlot): NewSlot {
  const whole = (time: string): string => `${time.slice(0, 5)}:00`;
  return {
    date,
    start_time: whole(start_time),
    end_time: whole(end_time),
    is_available,
    max_concurrent_appointments,
  };
}

function differences(slot: NewSlot, wanted: NewSlot): Partial<NewSlot> {
  const before = newSlot(slot);
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => before[name as keyof NewSlot] !== value),
  );
}
