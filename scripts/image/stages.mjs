// Carries out the stages of a Dockerfile in folders, as `docker build` does in layers.

import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { assertKnownImage, BASE_ENVIRONMENT } from './base-image.mjs';
import { accountIn, commandIn } from './container.mjs';
import { fault, wordsOf } from './dockerfile.mjs';
import { showNetwork } from './network.mjs';
import { succeed } from './run.mjs';

/**
 * @typedef {import('./dockerfile.mjs').Instruction} Instruction
 * @typedef {{
 *   root: string, environment: Record<string, string>, folder: string, user: string,
 *   ports: string[], entrypoint: string[], command: string[], healthcheck: string[],
 * }} Image
 * @typedef {{ folder: string, files: string[] }} Context
 * @typedef {{ shown: string, variables: Record<string, string> }} Network
 * @typedef {{ image: Image, context: Context, built: Map<string, Image>, network: Network }} Work
 */

const RUN_LIMIT_MS = 480_000;

/**
 * Builds every stage and answers the last one.
 *
 * @param {{
 *   stages: import('./dockerfile.mjs').Stage[], base: string, folder: string, context: Context,
 *   network: Network, tell: (line: string) => void,
 * }} plan
 * @returns {Promise<Image>}
 */
export async function buildStages({ stages, base, folder, context, network, tell }) {
  /** @type {Map<string, Image>} */
  const built = new Map();
  /** @type {Image | undefined} */
  let image;
  for (const [index, stage] of stages.entries()) {
    assertKnownImage(stage.image);
    const root = join(folder, `stage-${index}`);
    await succeed('cp', ['-a', base, root]);
    await showNetwork(root, network.shown);
    image = { ...NOTHING_SET, environment: { ...BASE_ENVIRONMENT }, ports: [], root };
    built.set(stage.name, image);
    for (const step of stage.steps) {
      tell(`[${stage.name}] ${step.keyword} ${step.text}`);
      await STEPS[step.keyword]?.(step, { image, context, built, network });
    }
  }
  if (image === undefined) throw new Error('The Dockerfile has no stage.');
  return image;
}

const NOTHING_SET = {
  folder: '/',
  user: 'root',
  entrypoint: /** @type {string[]} */ ([]),
  command: /** @type {string[]} */ ([]),
  healthcheck: /** @type {string[]} */ ([]),
};

/** @type {Record<string, (step: Instruction, work: Work) => void | Promise<unknown>>} */
const STEPS = {
  ENV(step, { image }) {
    for (const pair of step.text.split(/\s+/)) {
      const [, name, value] = /^([A-Z_]+)=([^"'$\\]*)$/.exec(pair) ?? [];
      if (name === undefined) throw fault(step, `${pair} is not a plain NAME=value`);
      image.environment[name] = value ?? '';
    }
  },
  WORKDIR(step, { image }) {
    image.folder = posix.resolve(image.folder, step.text);
    mkdirSync(join(image.root, image.folder), { recursive: true });
  },
  USER(step, { image }) {
    image.user = step.text;
  },
  EXPOSE(step, { image }) {
    image.ports.push(step.text);
  },
  ENTRYPOINT(step, { image }) {
    image.entrypoint = inJson(step, step.text);
  },
  CMD(step, { image }) {
    image.command = inJson(step, step.text);
  },
  HEALTHCHECK(step, { image }) {
    image.healthcheck = inJson(step, step.text.replace(/^CMD\s+/, ''));
  },
  RUN(step, { image, network }) {
    const words = wordsOf(step.text) ?? ['/bin/sh', '-c', step.text];
    const [program, ...rest] = commandIn(image, words);
    const env = { ...image.environment, ...network.variables };
    return succeed(program, rest, { limit: RUN_LIMIT_MS, env });
  },
  COPY: copy,
};

/**
 * @param {Instruction} step
 * @param {string} text
 */
function inJson(step, text) {
  const words = wordsOf(text);
  // The shell form would put a shell between the engine's SIGTERM and the service.
  if (words === undefined) throw fault(step, 'it must be a JSON list');
  return words;
}

/**
 * @param {Instruction} step
 * @param {Work} work
 */
async function copy(step, { image, context, built }) {
  const { from, chown = 'root' } = step.flags;
  const { uid, gid } = accountIn(image.root, chown.replace(/:.*/, ''));
  const owner = `${uid}:${gid}`;
  const sources = step.text.split(/\s+/);
  const target = sources.pop() ?? '';
  if (/[*?["]/.test(step.text)) throw fault(step, 'patterns are not known');
  const source = from === undefined ? undefined : built.get(from);
  if (from !== undefined && source === undefined) throw fault(step, `there is no stage ${from}`);
  const destination = join(image.root, posix.resolve(image.folder, target));
  const intoFolder = sources.length > 1 || /(^|\/)\.?\/?$/.test(target);
  for (const name of sources) {
    const path = name.replace(/^\.?\/+|\/$/g, '');
    const isFolder = () => statSync(join(source?.root ?? context.folder, path)).isDirectory();
    const end = () => (isFolder() || !intoFolder ? destination : join(destination, basename(path)));
    if (source !== undefined) {
      if (!existsSync(join(source.root, path))) throw fault(step, `${from} has no ${name}`);
      mkdirSync(dirname(end()), { recursive: true });
      await succeed('cp', ['-aT', join(source.root, path), end()]);
      continue;
    }
    const files = context.files.filter((file) => file === path || file.startsWith(`${path}/`));
    if (files.length === 0) throw fault(step, `${name} is missing or excluded by .dockerignore`);
    for (const file of files) {
      const to = join(end(), file.slice(path.length));
      cpSync(join(context.folder, file), to, { preserveTimestamps: true, verbatimSymlinks: true });
      await succeed('chown', ['-h', owner, to]);
    }
  }
  if (chown !== 'root') await succeed('chown', ['-hR', owner, destination]);
}
