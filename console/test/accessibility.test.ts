import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type Browser, journey, noBrowser, openBrowser, type Size } from './support/browser.ts';
import { allScreens, type Role, type Screen, settled, signInAs } from './support/screens.ts';
import { openWorkshop, type Workshop } from './support/workshop.ts';

const LIMIT_MS = 300_000;
const ROLES: readonly (Role | undefined)[] = [undefined, 'customer', 'employee', 'admin'];

let workshop: Workshop;
let screens: Screen[];

beforeAll(async () => {
  if (noBrowser !== undefined) return;
  workshop = await openWorkshop();
  screens = await allScreens(workshop);
}, LIMIT_MS);
afterAll(async () => await workshop?.close());

interface Finding {
  readonly screen: string;
  readonly rule: string;
  readonly impact: string | null | undefined;
  readonly where: readonly string[];
}

/** What axe finds of impact serious or critical. */
async function findings(page: Page, screen: string): Promise<Finding[]> {
  // The console has no frames, and only what is wrong is of interest: that halves axe's time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => ({
      screen,
      rule: id,
      impact,
      where: nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)),
    }));
}

async function look(browser: Browser, role: Role | undefined): Promise<Finding[]> {
  const { page } = browser;
  if (role !== undefined) await signInAs(page, workshop, role);
  const found: Finding[] = [];
  for (const screen of screens.filter((each) => each.role === role)) {
    await page.goto(screen.path);
    await settled(page);
    found.push(...(await findings(page, screen.name)));
    // Nothing sticks out to the side.
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider, `${screen.name} is wider than the window`).toBeLessThanOrEqual(0);
  }
  return found;
}

/** Both schemes and both widths; `LOOKS=every` crosses them. */
const LOOKS = [
  ['light', 'desktop'],
  ['dark', 'phone'],
  ...(process.env.LOOKS === 'every'
    ? ([
        ['dark', 'desktop'],
        ['light', 'phone'],
      ] as const)
    : []),
] as const;

describe.each(LOOKS)('in %s on a %s', (colorScheme, size: Size) => {
  journey.for(ROLES)(
    'no screen of role %s has a serious or critical finding',
    { timeout: LIMIT_MS },
    async (role) => {
      const browser = await openBrowser(workshop.url, { size, colorScheme, still: true });
      try {
        expect(await look(browser, role)).toEqual([]);
        expect(browser.complaints).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});

journey('axe finds what is planted', { timeout: LIMIT_MS }, async () => {
  const browser = await openBrowser(workshop.url, { still: true });
  await browser.page.goto('/sign-in');
  await settled(browser.page);
  await browser.page.evaluate(() => {
    document.body.append(document.createElement('button'));
  });
  const found = await findings(browser.page, 'sign-in');
  expect(found.map(({ rule }) => rule)).toContain('button-name');
  await browser.close();
});
