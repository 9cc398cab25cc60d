// What `docker build` sends: the files of the folder that .dockerignore lets through.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ pattern: RegExp, text: string, readmits: boolean }} Rule */

/**
 * The paths of the files below the folder that belong to the build context, sorted.
 *
 * @param {string} folder
 * @param {string} dockerignore
 * @returns {string[]}
 */
export function contextFiles(folder, dockerignore) {
  const rules = rulesIn(dockerignore);
  /** @type {string[]} */
  const files = [];
  /** @param {string} below */
  const walk = (below) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      const ignored = isIgnored(path, rules);
      if (!entry.isDirectory()) {
        if (!ignored) files.push(path);
      } else if (!ignored || mayReadmit(path, rules)) walk(path);
    }
  };
  walk('');
  return files.sort();
}

/**
 * @param {string} text
 * @returns {Rule[]}
 */
function rulesIn(text) {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const readmits = line.startsWith('!');
      const path = line.replace(/^!/, '').replace(/^\/|\/$/g, '');
      return { pattern: expressionOf(path), text: path, readmits };
    });
}

// The last rule that names the path or a folder above it decides, as in Docker.
/**
 * @param {string} path
 * @param {Rule[]} rules
 */
function isIgnored(path, rules) {
  const last = rules.findLast(({ pattern }) => pattern.test(path));
  return last !== undefined && !last.readmits;
}

/**
 * @param {string} folder
 * @param {Rule[]} rules
 */
function mayReadmit(folder, rules) {
  return rules.some(
    ({ text, readmits }) => readmits && (text.startsWith(`${folder}/`) || /^[*?[]/.test(text)),
  );
}

/** @param {string} path */
function expressionOf(path) {
  if (path.includes('[')) throw new Error(`.dockerignore: ${path} is not known to this proof.`);
  const source = path
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*|\?/g, (wildcard) => {
      if (wildcard === '**/') return '(?:.*/)?';
      if (wildcard === '**') return '.*';
      return wildcard === '*' ? '[^/]*' : '[^/]';
    });
  return new RegExp(`^${source}(?:/|$)`);
}
