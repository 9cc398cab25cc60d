import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { journey, openBrowser, type Size } from './browser.ts';
import { type Hands, handsOf, type Means } from './hands.ts';
import { signIn, type Workshop } from './workshop.ts';

/** The ways that every journey is made: on a desk, on a phone, and by keyboard alone. */
const WAYS = [
  { size: 'desktop', means: 'mouse' },
  { size: 'phone', means: 'touch' },
  { size: 'desktop', means: 'keyboard' },
] as const satisfies readonly { size: Size; means: Means }[];

export interface Traveller {
  readonly page: Page;
  readonly hands: Hands;
  readonly means: Means;
}

interface Journey {
  readonly workshop: () => Workshop;
  /** Who goes; the number of the way, for a person of one's own each. */
  readonly who: (workshop: Workshop, way: number) => { readonly email: string } | undefined;
  readonly go: (traveller: Traveller, way: number) => Promise<void>;
}

const LIMIT_MS = 240_000;

/** Makes a journey each way; nothing may be complained about in the browser's own log. */
export function travel(name: string, { workshop, who, go }: Journey): void {
  for (const [number, way] of WAYS.entries())
    journey(`${name}, ${way.size} by ${way.means}`, { timeout: LIMIT_MS }, async () => {
      const person = who(workshop(), number);
      if (person === undefined) throw new Error('There is nobody to go.');
      const browser = await openBrowser(workshop().url, { size: way.size });
      try {
        await signIn(browser.page, person);
        const hands = handsOf(browser.page, way.means);
        await go({ page: browser.page, hands, means: way.means }, number);
        expect(browser.complaints).toEqual([]);
      } finally {
        await browser.close();
      }
    });
}
