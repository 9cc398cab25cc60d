import { type ReactNode, useState } from 'react';
import { SelectField } from '../ui/field.tsx';
import { LANGUAGES, type Language } from '../words/languages.ts';
import { useLanguage, useWords } from '../words/use-words.tsx';

const CHOICE = 'servease.appearance';
const APPEARANCES = ['system', 'light', 'dark'] as const;
type Appearance = (typeof APPEARANCES)[number];

/** Puts the chosen appearance on the page; called once before anything is drawn. */
export function applyAppearance(appearance = localStorage.getItem(CHOICE) ?? 'system'): void {
  document.documentElement.dataset.appearance = appearance;
}

/** Chooses language and appearance; both stay on this device. */
export function Preferences(): ReactNode {
  const words = useWords();
  const { language, speak } = useLanguage();
  const [appearance, setAppearance] = useState(
    () => (localStorage.getItem(CHOICE) ?? 'system') as Appearance,
  );
  return (
    <>
      <SelectField
        label={words.common.language}
        value={language}
        onChange={(event) => speak(event.target.value as Language)}
      >
        {Object.entries(LANGUAGES).map(([key, name]) => (
          <option key={key} value={key} lang={key}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={words.common.appearance}
        value={appearance}
        onChange={(event) => {
          const chosen = event.target.value as Appearance;
          localStorage.setItem(CHOICE, chosen);
          setAppearance(chosen);
          applyAppearance(chosen);
        }}
      >
        {APPEARANCES.map((each) => (
          <option key={each} value={each}>
            {words.common.appearances[each]}
          </option>
        ))}
      </SelectField>
    </>
  );
}
