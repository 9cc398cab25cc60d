import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder with the server programs of a PostgreSQL 15 of this machine, if it has one. */
export function findPostgres15(): string | undefined {
  const candidates = ['/usr/lib/postgresql/15/bin', folderFromPgConfig()];
  return candidates.find((folder) => folder !== undefined && hasServer(folder));
}

function folderFromPgConfig(): string | undefined {
  const ask = (option: string): string =>
    execFileSync('pg_config', [option], { encoding: 'utf8', stdio: 'pipe' }).trim();
  try {
    return ask('--version').startsWith('PostgreSQL 15') ? ask('--bindir') : undefined;
  } catch {
    // There is no pg_config on the path.
    return undefined;
  }
}

// A machine for building clients has pg_config but no server.
function hasServer(folder: string): boolean {
  return ['initdb', 'postgres'].every((program) => existsSync(join(folder, program)));
}
