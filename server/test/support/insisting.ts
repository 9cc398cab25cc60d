import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './client.ts';

const PAUSE_MS = 200;
const DEADLINE_MS = 120_000;

/**
 * Asks again, for two minutes, whenever a change was put off and so nothing was written. The eight
 * seconds that it may wait are soon over on a busy machine; who gets in is decided then as well.
 */
export async function insisting<Body>(ask: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
  const end = Date.now() + DEADLINE_MS;
  for (;;) {
    const answer = await ask();
    const isPutOff = answer.status === 503 && !answer.text.includes('may have been made');
    if (!isPutOff || Date.now() > end) return answer;
    console.info(`a change was put off and is asked for again: ${answer.text}`);
    await sleep(PAUSE_MS);
  }
}
