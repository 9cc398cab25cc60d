// Runs programs in the root folder of an image: as its user, in its folder, with its processes as
// their own world, in which the program is process 1 as in a container.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('./stages.mjs').Image} Image */

/**
 * The command that runs these words in the image.
 *
 * @param {Image} image
 * @param {string[]} words
 * @returns {[string, ...string[]]}
 */
export function commandIn({ root, user, folder }, words) {
  const account = accountIn(root, user);
  return [
    'unshare',
    ...['--pid', '--fork', '--kill-child', `--mount-proc=${join(root, 'proc')}`],
    ...['chroot', `--userspec=${account.uid}:${account.gid}`, '--groups=', root],
    // Each program takes the place of the one before, so that the last is process 1.
    ...['/usr/bin/env', `HOME=${account.home}`],
    ...['/bin/sh', '-c', 'cd "$0" && exec "$@"', folder, ...words],
  ];
}

/**
 * A user in the image's own list of users.
 *
 * @param {string} root
 * @param {string} name
 */
export function accountIn(root, name) {
  const lines = readFileSync(join(root, 'etc/passwd'), 'utf8').split('\n');
  const account = lines.map((line) => line.split(':')).find((fields) => fields[0] === name);
  if (account === undefined) throw new Error(`The image has no user ${name}.`);
  const [, , uid = '', gid = '', , home = '/'] = account;
  return { uid, gid, home };
}

/**
 * The process that `unshare` started: process 1 of its world, under its number in ours.
 *
 * @param {number} pid
 */
export function firstProcessOf(pid) {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
}
