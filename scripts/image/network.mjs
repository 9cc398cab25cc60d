// The build steps reach the package registry as this machine does: with its certificates, its
// proxies and its npm settings, none of which gets into a stage's files.

import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { succeed } from './run.mjs';

const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];
/** Where the stages see it; empty in Debian, and empty again in the image. */
const SEEN = '/mnt';

/**
 * Makes the folder that `showNetwork` puts into a stage; answers the variables that point into it.
 *
 * @param {string} folder
 * @returns {Promise<{ shown: string, variables: Record<string, string> }>}
 */
export async function openNetwork(folder) {
  const shown = join(folder, 'network');
  mkdirSync(shown);
  /** @type {Record<string, string>} */
  const variables = {};
  for (const name of PROXIES) {
    const value = process.env[name];
    if (value !== undefined) variables[name] = value;
  }
  const setting = async (/** @type {string} */ name) =>
    (await succeed('npm', ['config', 'get', name], { cwd: folder })).trim();
  const files = {
    NODE_EXTRA_CA_CERTS: AUTHORITIES,
    NPM_CONFIG_CAFILE: AUTHORITIES,
    NPM_CONFIG_USERCONFIG: await setting('userconfig'),
    NPM_CONFIG_GLOBALCONFIG: await setting('globalconfig'),
  };
  for (const [name, file] of Object.entries(files)) {
    if (!existsSync(file)) continue;
    const here = join(shown, name);
    closeSync(openSync(here, 'w'));
    await succeed('mount', ['--bind', '-o', 'ro', file, here]);
    variables[name] = `${SEEN}/${name}`;
  }
  return { shown, variables };
}

/**
 * Shows a stage the network's files, and the devices that every container has.
 *
 * @param {string} root
 * @param {string} shown
 */
export async function showNetwork(root, shown) {
  await succeed('mount', ['--rbind', shown, join(root, SEEN)]);
  const devices = join(root, 'dev');
  await succeed('mount', ['--bind', '/dev', devices]);
  // As small as an engine makes it; PostgreSQL keeps shared memory there.
  await succeed('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', join(devices, 'shm')]);
}
