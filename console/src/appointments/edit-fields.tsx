import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { APPOINTMENT_TYPES, type Appointment, type AppointmentType } from '../api.ts';
import { SelectField, TextArea, TextField } from '../ui/field.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './dialogs.module.css';
import type { EditDraft, EditField } from './edit-draft.ts';
import { LengthField } from './length-field.tsx';
import { vehiclesQuery } from './people.queries.ts';
import { type SpentEntries, secondsOf, spentOf } from './time-spent.rules.ts';
import { TimeSpentFields } from './time-spent-fields.tsx';

interface FieldsProps {
  /** The appointment as it would be. */
  readonly shown: Appointment;
  readonly fields: readonly EditField[];
  /** What is wrong, by field. */
  readonly wrong: Readonly<Partial<Record<string, readonly string[]>>>;
  readonly onChange: (change: EditDraft) => void;
}

const LONGEST_TEXT = 10_000;

/** What is to be done and with which car. */
export function JobFields({ shown, fields, wrong, onChange }: FieldsProps): ReactNode {
  const words = useWords();
  const texts = words.appointments;
  if (!fields.includes('appointment_type')) return null;
  return (
    <>
      <div className={styles.pair}>
        <SelectField
          label={words.common.type}
          errors={wrong.appointment_type}
          value={shown.appointment_type}
          onChange={(event) =>
            onChange({ appointment_type: event.target.value as AppointmentType })
          }
        >
          {APPOINTMENT_TYPES.map((type) => (
            <option key={type} value={type}>
              {words.common.types[type]}
            </option>
          ))}
        </SelectField>
        {fields.includes('duration_minutes') && (
          <LengthField
            minutes={shown.duration_minutes}
            errors={wrong.duration_minutes}
            onChange={(duration_minutes) => onChange({ duration_minutes })}
          />
        )}
      </div>
      <CarField shown={shown} wrong={wrong} onChange={onChange} />
      <TextArea
        label={texts.description}
        errors={wrong.service_description}
        maxLength={LONGEST_TEXT}
        value={shown.service_description}
        onChange={(event) => onChange({ service_description: event.target.value })}
      />
      <TextArea
        label={texts.customerNotes}
        errors={wrong.customer_notes}
        maxLength={LONGEST_TEXT}
        value={shown.customer_notes}
        onChange={(event) => onChange({ customer_notes: event.target.value })}
      />
    </>
  );
}

function CarField({ shown, wrong, onChange }: Omit<FieldsProps, 'fields'>): ReactNode {
  const words = useWords();
  const { data: cars = [] } = useQuery(vehiclesQuery(shown.customer_id));
  const isListed = cars.some(({ id }) => id === shown.vehicle_id);
  return (
    <SelectField
      label={words.common.car}
      errors={wrong.vehicle_id}
      value={shown.vehicle_id}
      onChange={(event) => onChange({ vehicle_id: event.target.value })}
    >
      {!isListed && <option value={shown.vehicle_id}>{shown.vehicle_details}</option>}
      {cars.map(({ id, vehicle_details }) => (
        <option key={id} value={id}>
          {vehicle_details}
        </option>
      ))}
    </SelectField>
  );
}

interface WorkFieldsProps extends FieldsProps {
  /** The appointment as it is. */
  readonly seen: Appointment;
}

/** What the staff note of the work. */
export function WorkFields({ seen, shown, fields, wrong, onChange }: WorkFieldsProps): ReactNode {
  const { appointments: texts } = useWords();
  if (!fields.includes('internal_notes')) return null;
  return (
    <>
      <TextArea
        label={texts.internalNotes}
        errors={wrong.internal_notes}
        maxLength={LONGEST_TEXT}
        value={shown.internal_notes}
        onChange={(event) => onChange({ internal_notes: event.target.value })}
      />
      <div className={styles.pair}>
        <TextField
          label={texts.estimatedCost}
          hint={texts.editing.cost}
          errors={wrong.estimated_cost}
          inputMode="decimal"
          value={shown.estimated_cost ?? ''}
          onChange={({ target }) => onChange({ estimated_cost: costOf(target.value) })}
        />
        <TimeSpent
          stored={seen.duration_seconds}
          errors={wrong.duration_seconds}
          onChange={(duration_seconds) => onChange({ duration_seconds })}
        />
      </div>
    </>
  );
}

function TimeSpent({
  stored,
  errors,
  onChange,
}: {
  readonly stored: number;
  readonly errors: readonly string[] | undefined;
  readonly onChange: (seconds: number) => void;
}): ReactNode {
  const [typed, setTyped] = useState<SpentEntries>();
  const entries = typed ?? spentOf(stored);
  return (
    <TimeSpentFields
      entries={entries}
      errors={errors}
      onEnter={(change) => {
        const next = { ...entries, ...change };
        setTyped(next);
        onChange(secondsOf(next, stored));
      }}
    />
  );
}

/** A cost as the service spells it; a comma will do. */
function costOf(entered: string): string | null {
  const cost = entered.trim().replace(',', '.');
  return cost === '' ? null : cost;
}
