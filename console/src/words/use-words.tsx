import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { en } from './en.ts';
import { type Language, loadWords, preferredLanguage } from './languages.ts';
import type { Words } from './words.ts';

interface Spoken {
  readonly words: Words;
  readonly language: Language;
  readonly speak: (language: Language) => void;
}

const CHOICE = 'servease.language';
const Context = createContext<Spoken>({ words: en, language: 'en', speak: () => undefined });

/** Gives everything below the words of the chosen language, or of the browser's. */
export function WordsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [spoken, setSpoken] = useState<{ words: Words; language: Language }>();

  const choose = useCallback(async (language: Language) => {
    try {
      const words = await loadWords(language);
      document.documentElement.lang = language;
      setSpoken({ words, language });
    } catch {
      // The words cannot be fetched just now: what is spoken stays, and English is always at hand.
      setSpoken((spoken) => spoken ?? { words: en, language: 'en' });
    }
  }, []);

  useEffect(() => {
    const chosen = localStorage.getItem(CHOICE);
    void choose(preferredLanguage([...(chosen === null ? [] : [chosen]), ...navigator.languages]));
  }, [choose]);

  const value = useMemo(
    () =>
      spoken && {
        ...spoken,
        speak(language: Language) {
          localStorage.setItem(CHOICE, language);
          void choose(language);
        },
      },
    [spoken, choose],
  );
  return value && <Context value={value}>{children}</Context>;
}

export function useWords(): Words {
  return use(Context).words;
}

export function useLanguage(): Pick<Spoken, 'language' | 'speak'> {
  return use(Context);
}
