import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Account, mayEnter } from './service-account.ts';

/** Where a server listens: a socket in a folder of its own, or a port of this machine. */
export interface Address {
  /** Undefined on Windows, where Node cannot speak to such a socket. */
  folder: string | undefined;
  port: number;
}

/** The kernel takes 103 bytes on macOS and 107 on Linux, and PostgreSQL appends its file name. */
const LONGEST = 99 - '/.s.PGSQL.5432'.length;
const PORT = 5432;

/** Finds an address that nobody but us and the account can reach and that stays over restarts. */
export async function findAddress(data: string, account: Account | undefined): Promise<Address> {
  if (process.platform === 'win32') return { folder: undefined, port: await freePort() };
  if (Buffer.byteLength(data) <= LONGEST) return { folder: data, port: PORT };
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 16);
  const folder = join(shortTemporaryFolder(account), `servease-${hash}`);
  return { folder: privateFolder(folder, account), port: PORT };
}

/** Frees the address of a server that is known to be dead. */
export function clearAddress({ folder, port }: Address): void {
  // It names the dead server's process id. While something else bears that id (or nobody collects
  // the dead process, as in many containers) PostgreSQL would take the address for used.
  if (folder !== undefined) rmSync(join(folder, `.s.PGSQL.${port}.lock`), { force: true });
}

/** Removes what findAddress made, unless it is the data folder itself. */
export function leaveAddress({ folder }: Address, data: string): void {
  if (folder === undefined || folder === data) return;
  try {
    rmdirSync(folder);
  } catch {
    // Not empty after a kill: the next start uses it again.
  }
}

/** A connection string for one database at that address. */
export function urlAt({ folder, port }: Address, database: string): string {
  const name = encodeURIComponent(database);
  if (folder === undefined) return `postgres://postgres@127.0.0.1:${port}/${name}`;
  return `postgres://postgres@localhost:${port}/${name}?host=${encodeURIComponent(folder)}`;
}

/** What PostgreSQL must be told to listen there and nowhere else. */
export function settingsFor({ folder, port }: Address): Record<string, string> {
  const common = { port: String(port), unix_socket_permissions: '0700' };
  if (folder === undefined) {
    return { ...common, listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  }
  // Quoted, because the setting is a list and a folder's name may hold a comma.
  const quoted = `"${folder.replaceAll('"', '""')}"`;
  return { ...common, listen_addresses: '', unix_socket_directories: quoted };
}

function shortTemporaryFolder(account: Account | undefined): string {
  const folder = tmpdir();
  const isShort = Buffer.byteLength(folder) + '/servease-0123456789abcdef-012345'.length <= LONGEST;
  return isShort && (account === undefined || mayEnter(account, folder)) ? folder : '/tmp';
}

// The name can be guessed: whoever made the folder before us would own the way to our database. So
// it must be ours, else a name that cannot be guessed serves instead.
function privateFolder(wanted: string, account: Account | undefined): string {
  const owners = [process.getuid?.(), account?.uid];
  mkdirSync(dirname(wanted), { recursive: true });
  let folder = wanted;
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    const found = lstatSync(folder);
    if (!found.isDirectory() || !owners.includes(found.uid)) folder = mkdtempSync(`${wanted}-`);
  }
  chmodSync(folder, 0o700);
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? PORT) : PORT));
    });
  });
}
