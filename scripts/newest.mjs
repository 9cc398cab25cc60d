import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');

/** @param {string} path a file or folder @returns {number} when it last changed */
function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/**
 * Whether a built file is newer than everything that it is built from.
 * @param {string} built @param {readonly string[]} sources paths in the repository
 */
export function isFresh(built, sources) {
  const file = join(ROOT, built);
  if (!existsSync(file)) return false;
  return statSync(file).mtimeMs > Math.max(...sources.map((path) => newest(join(ROOT, path))));
}
