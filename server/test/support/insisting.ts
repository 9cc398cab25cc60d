import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './client.ts';

const PAUSE_MS = 200;

/**
 * Asks again whenever there was no time for it, and so nothing was written. The eight seconds that a
 * change may wait are soon over on a busy machine; who gets in is decided then as well.
 */
export async function insisting<Body>(ask: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 503 || answer.text.includes('may have been made')) return answer;
    console.info('there was no time for a change, so it is asked for again');
    await sleep(PAUSE_MS);
  }
}
