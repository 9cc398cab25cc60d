import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { capacityBugs } from './capacity-bugs.ts';
import { commitBugs } from './commit-bugs.ts';
import { lifecycleBugs } from './lifecycle-bugs.ts';
import type { Edit, PlantedBug } from './planted-bug.ts';
import { readingBugs } from './reading-bugs.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../../..');

/** All of them, by their number. */
export const plantedBugs: readonly PlantedBug[] = [
  ...capacityBugs,
  ...commitBugs,
  ...lifecycleBugs,
  ...readingBugs,
].sort((a, b) => (a.id < b.id ? -1 : 1));

/** The text with the edit made; refuses an edit that does not fit exactly once. */
export function edited(text: string, { file, find, replace }: Edit): string {
  const parts = text.split(find);
  if (parts.length !== 2)
    throw new Error(`${file} has ${parts.length - 1} times, not once:\n${find}`);
  return parts.join(replace);
}

/** The edits by file, so that several of one file are made one after the other. */
export async function editedFiles(bug: PlantedBug): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const edit of bug.edits) {
    const { file } = edit;
    const text = files.get(file) ?? (await readFile(join(REPOSITORY, 'server', file), 'utf8'));
    files.set(file, edited(text, edit));
  }
  return files;
}

/** A copy of the service with the bug in it; `cli` is where it starts. */
export interface PlantedCopy {
  readonly cli: string;
  remove(): Promise<void>;
}

/** Copies the source, plants the bug, and lends it the installed packages. */
export async function plant(bug: PlantedBug): Promise<PlantedCopy> {
  const folder = await mkdtemp(join(tmpdir(), `planted-${bug.id}-`));
  for (const name of ['server/src', 'server/migrations', 'server/package.json', 'package.json'])
    await cp(join(REPOSITORY, name), join(folder, name), { recursive: true });
  await cp(join(REPOSITORY, 'openapi.json'), join(folder, 'openapi.json'));
  await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, text] of await editedFiles(bug))
    await writeFile(join(folder, 'server', file), text);
  return {
    cli: join(folder, 'server/src/cli.ts'),
    remove: async () => await rm(folder, { recursive: true }),
  };
}
