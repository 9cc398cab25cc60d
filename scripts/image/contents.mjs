// What the image contains, and what it must not.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { megabytes } from './run.mjs';

/** @typedef {import('./stages.mjs').Image} Image */

/**
 * Fails when the image has a package that only the development needs, a test, or a source.
 *
 * @param {Image} image
 * @param {string} repository
 */
export function assertNothingSurplus(image, repository) {
  const app = join(image.root, image.folder);
  const has = (/** @type {string} */ path) => existsSync(join(app, path));
  const surplus = packagesOf(repository)
    .filter(({ path, entry }) => entry.dev === true && has(path))
    .map(({ path }) => path);
  const own = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !/(^|\/)node_modules\//.test(path),
  );
  // Declarations would be harmless, but nothing reads them.
  surplus.push(...own.filter((path) => /\.ts$|\.test\.|(^|\/)tests?(\/|$)/.test(path)));
  if (surplus.length > 0) throw new Error(`The image has what it need not: ${surplus.join(', ')}`);
  const missing = packagesOf(repository).filter(
    ({ path, entry }) => entry.dev !== true && entry.optional !== true && !has(path),
  );
  if (missing.length > 0)
    throw new Error(`The image lacks ${missing.map(({ path }) => path).join(', ')}`);
}

/**
 * @param {Image} image
 * @param {string} repository
 */
export async function contents(image, repository) {
  const app = join(image.root, image.folder);
  const present = packagesOf(repository).filter(({ path }) => existsSync(join(app, path)));
  const lines = [];
  for (const path of ['', ...foldersIn(app, ''), ...foldersIn(app, 'server')])
    lines.push(`  ${(await megabytes(join(app, path))).toFixed(1).padStart(7)} MB  ${path || '.'}`);
  return [
    `The last stage, below ${image.folder}, run by ${image.user}:`,
    ...lines,
    `  packages: ${present.length}`,
  ].join('\n');
}

/**
 * @param {string} app
 * @param {string} folder
 */
function foldersIn(app, folder) {
  return readdirSync(join(app, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}

/**
 * The packages of the lockfile, without links to this repository's own.
 *
 * @param {string} repository
 * @returns {{ path: string, entry: { dev?: boolean, optional?: boolean } }[]}
 */
function packagesOf(repository) {
  const { packages } = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, entry]) => path.includes('node_modules/') && entry.link !== true)
    .map(([path, entry]) => ({ path, entry }));
}
