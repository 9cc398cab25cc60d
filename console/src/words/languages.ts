import { en } from './en.ts';
import type { Words } from './words.ts';

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

/** Loads a language's words; English is there from the start. */
export async function loadWords(language: Language): Promise<Words> {
  return language === 'de' ? (await import('./de.ts')).de : en;
}

/** The words spoken now, for what is read outside of what React draws. */
export async function spokenWords(): Promise<Words> {
  return await loadWords(preferredLanguage([document.documentElement.lang]));
}

/** The language that the browser asks for, where there is a catalogue for it. */
export function preferredLanguage(wanted: readonly string[]): Language {
  const known = wanted.map((tag) => tag.slice(0, 2).toLowerCase());
  return known.find((tag): tag is Language => tag in LANGUAGES) ?? 'en';
}
