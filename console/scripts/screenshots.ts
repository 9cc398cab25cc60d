// Takes a picture of every screen on the demo's data, wide and narrow, light and dark:
//   npm run screenshots            into console/screenshots/
//   npm run screenshots -- docs    the four of the README, into docs/screenshots/

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openBrowser } from '../test/support/browser.ts';
import { setup } from '../test/support/build.ts';
import { allScreens, type Screen, settled, signInAs } from '../test/support/screens.ts';
import { openWorkshop } from '../test/support/workshop.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** The four that the README shows. */
const OF_THE_README = [
  { name: 'board-day', size: 'desktop', colorScheme: 'light' },
  { name: 'dashboard', size: 'desktop', colorScheme: 'dark' },
  { name: 'my-appointments', size: 'phone', colorScheme: 'light' },
  { name: 'work-day', size: 'phone', colorScheme: 'dark' },
] as const;

const EVERYTHING = (['desktop', 'phone'] as const).flatMap((size) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ size, colorScheme })),
);

const forDocs = process.argv[2] === 'docs';
const folder = join(ROOT, forDocs ? 'docs/screenshots' : 'console/screenshots');
mkdirSync(folder, { recursive: true });
setup();
const workshop = await openWorkshop({ BUSINESS_TIME_ZONE: 'UTC' });
const screens = await allScreens(workshop);

for (const look of EVERYTHING)
  for (const role of [undefined, 'customer', 'employee', 'admin'] as const) {
    const wanted = screens.filter((screen) => screen.role === role && isWanted(screen, look));
    if (wanted.length === 0) continue;
    const { page, close } = await openBrowser(workshop.url, look);
    if (role !== undefined) await signInAs(page, workshop, role);
    for (const screen of wanted) {
      await page.goto(screen.path);
      await settled(page);
      await screen.prepare?.(page);
      const file = `${screen.name}-${look.size}-${look.colorScheme}.png`;
      await page.screenshot({ path: join(folder, forDocs ? `${screen.name}.png` : file) });
      console.log(file);
    }
    await close();
  }
await workshop.close();

function isWanted({ name }: Screen, look: (typeof EVERYTHING)[number]): boolean {
  if (!forDocs) return true;
  return OF_THE_README.some(
    (one) => one.name === name && one.size === look.size && one.colorScheme === look.colorScheme,
  );
}
