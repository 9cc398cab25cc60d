import { type ChangeEvent, useState } from 'react';
import { isDate } from '../time/wall-time.ts';

interface DateDraft {
  readonly value: string;
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  readonly onBlur: () => void;
}

/**
 * A date field that is being typed into holds other dates first, such as one of the year 20: only a
 * likely one counts, or none where `mayBeEmpty`.
 */
export function useDateDraft(
  date: string,
  onDate: (date: string) => void,
  { mayBeEmpty = false }: { readonly mayBeEmpty?: boolean } = {},
): DateDraft {
  const [draft, setDraft] = useState({ of: date, typed: date });
  if (draft.of !== date) setDraft({ of: date, typed: date });
  return {
    value: draft.typed,
    onChange({ target: { value } }) {
      setDraft({ of: date, typed: value });
      if (isDate(value) || (mayBeEmpty && value === '')) onDate(value);
    },
    onBlur: () => setDraft({ of: date, typed: date }),
  };
}
