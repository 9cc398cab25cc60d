import { readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Account {
  name: string;
  uid: number;
  gid: number;
}

const READ = 4;
const ENTER = 1;

/** Who may run PostgreSQL in root's place, best first; nothing when we are not root. */
export function serviceAccounts(passwd = '/etc/passwd'): Account[] {
  if (process.getuid?.() !== 0) return [];
  const accounts = readFileSync(passwd, 'utf8').split('\n').map(accountIn);
  const found = ['postgres', 'nobody'].flatMap((name) => accounts.filter((a) => a.name === name));
  if (found.length > 0) return found;
  throw new Error(
    'PostgreSQL does not run as root and there is no user postgres or nobody to run it as; start the service as an ordinary user, or set DATABASE_URL.',
  );
}

/** Says whether the account gets into the folder, through all that lies above it. */
export function mayEnter(account: Account, folder: string): boolean {
  const real = realpathSync(folder);
  if (!allows(account, statSync(real), ENTER)) return false;
  return dirname(real) === real || mayEnter(account, dirname(real));
}

/** Says whether the account can read the file where it lies. */
export function mayRead(account: Account, file: string): boolean {
  const real = realpathSync(file);
  return allows(account, statSync(real), READ) && mayEnter(account, dirname(real));
}

function accountIn(line: string): Account {
  const [name = '', , uid, gid] = line.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
}

function allows(account: Account, of: Stats, bit: number): boolean {
  const shift = of.uid === account.uid ? 6 : of.gid === account.gid ? 3 : 0;
  return ((of.mode >> shift) & bit) === bit;
}
