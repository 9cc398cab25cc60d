import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from '../../../server/test/support/eventually.ts';
import { PATIENCE_MS } from './browser.ts';

/** How somebody operates a page: by mouse, by touch or by keyboard alone. */
export interface Hands {
  /** Presses a button, link or other thing to press. */
  press(target: Locator): Promise<void>;
  /** Chooses one of a group of radio buttons. */
  choose(radio: Locator): Promise<void>;
  check(box: Locator): Promise<void>;
  fill(field: Locator, text: string): Promise<void>;
  /** Chooses the option of a list that has this value. */
  select(list: Locator, value: string): Promise<void>;
}

export type Means = 'mouse' | 'touch' | 'keyboard';

export function handsOf(page: Page, means: Means): Hands {
  return means === 'keyboard' ? keyboard(page) : pointer(means);
}

function pointer(means: 'mouse' | 'touch'): Hands {
  return {
    press: async (target) => await (means === 'touch' ? target.tap() : target.click()),
    choose: async (radio) => await radio.check(),
    check: async (box) => await box.check(),
    fill: async (field, text) => await field.fill(text),
    async select(list, value) {
      await list.selectOption(value);
    },
  };
}

/** More stops than any screen has between two things. */
const MOST_STOPS = 250;

/** Goes by Tab and arrow keys only, and so proves that everything can be reached by them. */
function keyboard(page: Page): Hands {
  const isFocused = async (target: Locator): Promise<boolean> =>
    await target.evaluate((element) => element === document.activeElement);

  async function goTo(target: Locator): Promise<void> {
    await target.waitFor();
    // Tab passes over what is not ready yet, however often it comes by, and Enter does nothing there.
    await eventually(async () => expect(await target.isEnabled()).toBe(true), PATIENCE_MS);
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      if (await isFocused(target)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`The keyboard does not get to ${target}.`);
  }

  /** Goes to whichever of the group the Tab key stops at. */
  async function goToGroup(radio: Locator): Promise<void> {
    const name = await radio.getAttribute('name');
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      const focused = await page.evaluate(() => document.activeElement?.getAttribute('name'));
      if (focused === name) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`The keyboard does not get to the group of ${radio}.`);
  }

  return {
    async press(target) {
      await goTo(target);
      await page.keyboard.press('Enter');
    },
    async choose(radio) {
      await radio.waitFor();
      await goToGroup(radio);
      if (!(await isFocused(radio))) {
        for (let step = 0; step < MOST_STOPS && !(await isFocused(radio)); step += 1)
          await page.keyboard.press('ArrowDown');
      } else await page.keyboard.press('Space');
    },
    async check(box) {
      await goTo(box);
      if (!(await box.isChecked())) await page.keyboard.press('Space');
    },
    async fill(field, text) {
      await goTo(field);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
    async select(list, value) {
      await list.locator(`option[value="${value}"]`).waitFor({ state: 'attached' });
      await goTo(list);
      const wanted = await list.evaluate(
        (element, of) =>
          [...(element as HTMLSelectElement).options].findIndex((o) => o.value === of),
        value,
      );
      if (wanted < 0) throw new Error(`${list} has no option ${value}.`);
      for (let step = 0; step < MOST_STOPS; step += 1) {
        const at = await list.evaluate((element) => (element as HTMLSelectElement).selectedIndex);
        if (at === wanted) return;
        await page.keyboard.press(at < wanted ? 'ArrowDown' : 'ArrowUp');
      }
    },
  };
}
