import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The signing key of a data folder: made at random the first time, kept for the next. */
export async function demoSecret(dataFolder: string): Promise<string> {
  const file = join(dataFolder, 'secret-key');
  await mkdir(dataFolder, { recursive: true });
  try {
    // Never overwritten: sessions of an earlier run stay valid.
    await writeFile(file, randomBytes(48).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return await readFile(file, 'utf8');
}
