import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { messageOf, type Programs, run } from './postgres-programs.ts';
import { type Account, mayEnter, serviceAccounts } from './service-account.ts';

/** Where the cluster is kept and who runs it; an undefined account is we ourselves. */
export interface ClusterPlace {
  data: string;
  account: Account | undefined;
}

/** Finds the place for the cluster of a data folder, with the folder above it made and writable. */
export function placeCluster(requested: string, log: (line: string) => void): ClusterPlace {
  try {
    const place = nearestPlace(requested, log);
    accessSync(dirname(place.data), constants.W_OK);
    if (existsSync(place.data)) accessSync(place.data, constants.W_OK);
    return place;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Error(`The data folder ${requested} cannot be written: ${error.message}.`);
  }
}

/** Makes the cluster when there is none, whole or not at all, and refuses one of another version. */
export async function prepareCluster(programs: Programs, place: ClusterPlace): Promise<void> {
  const { data } = place;
  for (const name of readdirSync(dirname(data))) {
    // Left by a start that was killed half-way; the folder's lock says that none is at it now.
    if (!name.startsWith(`${basename(data)}.init-`)) continue;
    rmSync(join(dirname(data), name), { recursive: true, force: true, maxRetries: 5 });
  }
  if (!holdsCluster(data)) await initialise(programs, place);
  const major = Number(readFileSync(join(data, 'PG_VERSION'), 'utf8'));
  if (major !== programs.major) {
    throw new Error(
      `The data folder ${data} was made by PostgreSQL ${major} and ${programs.folder} holds PostgreSQL ${programs.major}; name another data folder, or the programs of PostgreSQL ${major}.`,
    );
  }
  // PostgreSQL refuses a folder that others can read, as one that was copied or restored may be.
  if ((statSync(data).mode & 0o027) !== 0) chmodSync(data, 0o700);
}

/** The full path of a folder that need not exist yet, without symbolic links. */
function canonical(folder: string): string {
  const path = resolve(folder);
  if (existsSync(path) || dirname(path) === path) return realpathSync(path);
  return join(canonical(dirname(path)), basename(path));
}

function nearestPlace(requested: string, log: (line: string) => void): ClusterPlace {
  const data = canonical(requested);
  mkdirSync(dirname(data), { recursive: true });
  const account = accountFor(data);
  refuseForeign({ data, account });
  if (account === undefined || mayEnter(account, dirname(data))) return { data, account };
  if (holdsCluster(data)) {
    throw new Error(
      `The data folder ${data} cannot be reached by user ${account.name}, who runs PostgreSQL in root's place; let others enter the folders above it.`,
    );
  }
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 16);
  const home = `/var/lib/servease-postgres-${hash}`;
  mkdirSync(home, { recursive: true });
  const found = lstatSync(home);
  if (!found.isDirectory() || found.uid !== 0) {
    throw new Error(`${home} was not made by this service; remove it and start again.`);
  }
  // Ours to write and the account's to pass through: it must not be able to plant a link here.
  chmodSync(home, 0o711);
  log(`User ${account.name} cannot reach ${data}: the data is kept in ${home}.`);
  const place = { data: join(home, 'data'), account: accountFor(join(home, 'data')) };
  refuseForeign(place);
  return place;
}

// A cluster stays with the account that made it, even when a better one has appeared since.
function accountFor(data: string): Account | undefined {
  const accounts = serviceAccounts();
  const owner = existsSync(data) ? statSync(data).uid : undefined;
  return accounts.find((account) => account.uid === owner) ?? accounts[0];
}

function refuseForeign({ data, account }: ClusterPlace): void {
  if (!existsSync(data)) return;
  const { uid } = statSync(data);
  const runner = account?.uid ?? process.getuid?.() ?? uid;
  const isEmpty = () => readdirSync(data).length === 0;
  // An empty folder that was made for root beforehand is replaced.
  if (uid !== runner && (account === undefined || !isEmpty())) {
    throw new Error(
      `The data folder ${data} belongs to another user (uid ${uid}) than the one who would run PostgreSQL (uid ${runner}); name another folder, or start the service as its owner.`,
    );
  }
  if (!holdsCluster(data) && !isEmpty()) {
    throw new Error(
      `The data folder ${data} is neither empty nor a PostgreSQL cluster; name another folder.`,
    );
  }
}

function holdsCluster(data: string): boolean {
  return existsSync(join(data, 'PG_VERSION'));
}

async function initialise(programs: Programs, { data, account }: ClusterPlace): Promise<void> {
  const fresh = mkdtempSync(`${data}.init-`);
  try {
    if (account !== undefined) chownSync(fresh, account.uid, account.gid);
    await run(programs, 'initdb', [
      ...['-D', fresh, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-locale'],
      ...['--data-checksums', '--no-instructions'],
    ]);
    if (existsSync(data)) rmdirSync(data);
    renameSync(fresh, data);
    syncFolder(dirname(data));
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true, maxRetries: 5 });
    throw new Error(`The data folder ${data} could not be made: ${messageOf(error)}`);
  }
}

// Else a power cut could take the folder's new name away, and with it what was promised to be kept.
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
