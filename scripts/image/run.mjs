import { spawn } from 'node:child_process';

const LAST_LINES = 30;

/**
 * Runs a program to its end and answers what it wrote; fails when it fails or takes too long.
 *
 * @param {string} program
 * @param {string[]} words
 * @param {{ limit?: number, cwd?: string, env?: NodeJS.ProcessEnv, input?: string }} [how]
 * @returns {Promise<string>}
 */
export function succeed(program, words, { limit = 60_000, cwd, env, input } = {}) {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: env ?? process.env };
    const child = spawn(program, words, { ...options, timeout: limit, killSignal: 'SIGKILL' });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.stdin.end(input);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) return;
      const end =
        signal === 'SIGKILL' ? `was killed, limit ${limit / 1000} s` : `ended with ${code}`;
      // What it has started may outlive it and keep its output open.
      setTimeout(() => {
        const said = output.trim().split('\n').slice(-LAST_LINES).join('\n');
        reject(new Error(`${program} ${words.join(' ')}\n${end}:\n${said}`));
      }, 100);
    });
    child.once('close', (code) => {
      if (code === 0) resolve(output);
    });
  });
}

/** @param {string} folder */
export async function megabytes(folder) {
  const [kilobytes = ''] = (await succeed('du', ['-skx', folder])).split('\t');
  return Number(kilobytes) / 1024;
}
