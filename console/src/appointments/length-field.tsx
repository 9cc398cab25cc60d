import type { ReactNode } from 'react';
import { duration } from '../time/format.ts';
import { SelectField } from '../ui/field.tsx';
import { useWords } from '../words/use-words.tsx';

const USUAL_LENGTHS = [30, 45, 60, 90, 120, 180, 240, 360, 480];

/** Chooses how long a job takes; a length that is none of the usual ones stays among them. */
export function LengthField({
  minutes,
  onChange,
  errors,
  hint,
}: {
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
  readonly errors?: readonly string[] | undefined;
  readonly hint?: string | undefined;
}): ReactNode {
  const words = useWords().appointments;
  const offered = [...new Set([...USUAL_LENGTHS, minutes])].sort((a, b) => a - b);
  return (
    <SelectField
      label={words.length}
      hint={hint}
      errors={errors}
      value={minutes}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {offered.map((each) => (
        <option key={each} value={each}>
          {duration(each)}
        </option>
      ))}
    </SelectField>
  );
}
