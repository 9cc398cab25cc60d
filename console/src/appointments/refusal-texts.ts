import { ApiError } from '@servease/appointment-sdk/api-error';
import { isStaff, usePerson } from '../person.tsx';
import { errorTexts } from '../ui/states.tsx';
import { useWords } from '../words/use-words.tsx';

/** What a refusal says to its reader: a customer is told of a clash as one of their own. */
export function useRefusalTexts(error: unknown): readonly string[] {
  const words = useWords();
  const staff = isStaff(usePerson());
  const texts = errorTexts(error, words);
  if (staff || !(error instanceof ApiError)) return texts;
  return texts.map((text, index) =>
    error.problems[index]?.code === 'customer_busy' ? words.appointments.youAreBusy : text,
  );
}
