import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { packagedBinaries } from './postgres-binaries.ts';

test('links that npm left out are made, and a second look finds them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'binaries-'));
  const home = join(folder, 'package');
  try {
    for (const file of ['bin/postgres', 'share/postgresql/postgres.bki', 'lib/libpq.so.5.18']) {
      mkdirSync(dirname(join(home, 'native', file)), { recursive: true });
      writeFileSync(join(home, 'native', file), 'content');
    }
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    writeFileSync(join(home, 'native', 'pg-symlinks.json'), JSON.stringify(links));
    for (let look = 0; look < 2; look += 1) {
      expect(packagedBinaries(undefined, folder, home)).toBe(join(home, 'native', 'bin'));
      expect(readFileSync(join(home, 'native', 'lib', 'libpq.so.5'), 'utf8')).toBe('content');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
