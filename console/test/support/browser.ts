import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, test } from 'vitest';

const PROGRAM = '/usr/bin/chromium';
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Generous: a busy machine is slow, and a journey that waits has not failed. */
export const PATIENCE_MS = 60_000;

/** Why there is no browser to test with, if so. */
export const noBrowser: string | undefined = existsSync(PROGRAM)
  ? undefined
  : `there is no ${PROGRAM} on this machine (Debian: apt install chromium)`;

/** The two widths that everything has to work at. */
export const SIZES = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 360, height: 780 },
} as const;
export type Size = keyof typeof SIZES;

export interface BrowserOptions {
  readonly size?: Size;
  readonly colorScheme?: 'light' | 'dark';
  readonly locale?: string;
  /** The browser's own zone; the workshop's must count. */
  readonly timezoneId?: string;
  /** Lets colours change at once: who weighs them must not meet them on their way. */
  readonly still?: boolean;
}

export interface Browser {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in the page so far: errors, and whatever the policy refused. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** A browser of somebody's own, with nothing stored. */
export async function openBrowser(url: string, options: BrowserOptions = {}): Promise<Browser> {
  const { size = 'desktop', colorScheme = 'light', still = false } = options;
  const { locale = 'en-GB', timezoneId = 'America/New_York' } = options;
  const folder = mkdtempSync(join(tmpdir(), 'servease-browser-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: PROGRAM,
    args: ARGUMENTS,
    headless: true,
    viewport: SIZES[size],
    hasTouch: size === 'phone',
    acceptDownloads: true,
    reducedMotion: still ? 'reduce' : 'no-preference',
    ...{ baseURL: url, colorScheme, locale, timezoneId },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // A refusal by the service is logged by the browser too; the journey sees it on the screen.
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
  });
  return {
    page,
    context,
    complaints,
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Opens a page and waits until the service has joined it to those who are told of changes. */
export async function untilFollowing(page: Page, open: () => Promise<unknown>): Promise<void> {
  await Promise.all([
    page.waitForResponse((answer) => answer.ok() && answer.url().endsWith('/api/v1/changes/')),
    open(),
  ]);
}

/** Skips with a loud reason where there is no browser; in CI there must be one. */
export const journey = test.skipIf(noBrowser !== undefined && process.env.CI !== 'true');

if (noBrowser !== undefined) {
  if (process.env.CI === 'true') test('a browser', () => expect(noBrowser).toBeUndefined());
  else console.warn(`No journey through the console is made: ${noBrowser}.`);
}
