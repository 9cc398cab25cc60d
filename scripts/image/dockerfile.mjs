// Reads a Dockerfile into stages. Only what this repository's Dockerfile uses is known: everything
// else is an error, so that the proof never skips a step in silence.

/**
 * @typedef {{ keyword: string, text: string, flags: Record<string, string>, line: number }} Instruction
 * @typedef {{ image: string, name: string, steps: Instruction[] }} Stage
 */

const FLAGS = /** @type {Record<string, string[]>} */ ({
  COPY: ['from', 'chown'],
  HEALTHCHECK: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'],
});
const KNOWN = 'FROM COPY RUN ENV WORKDIR USER EXPOSE HEALTHCHECK ENTRYPOINT CMD'.split(' ');

/**
 * The stages in their order, each with its steps.
 *
 * @param {string} text
 * @returns {Stage[]}
 */
export function readDockerfile(text) {
  /** @type {Stage[]} */
  const stages = [];
  for (const instruction of instructionsIn(text)) {
    if (instruction.keyword === 'FROM') {
      const [, image = '', name] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(instruction.text) ?? [];
      if (image === '') throw fault(instruction, 'FROM has an image, and AS a name');
      stages.push({ image, name: name ?? String(stages.length), steps: [] });
    } else {
      const stage = stages.at(-1);
      if (stage === undefined) throw fault(instruction, 'the first instruction must be FROM');
      stage.steps.push(instruction);
    }
  }
  if (stages.length === 0) throw new Error('The Dockerfile has no stage.');
  return stages;
}

/**
 * The words of a step in the JSON form; undefined when it is in the shell form.
 *
 * @param {string} text
 * @returns {string[] | undefined}
 */
export function wordsOf(text) {
  if (!text.startsWith('[')) return undefined;
  const words = JSON.parse(text);
  if (words.every((/** @type {unknown} */ word) => typeof word === 'string')) return words;
  throw new Error(`Not a list of texts: ${text}`);
}

/**
 * @param {Instruction} instruction
 * @param {string} problem
 */
export function fault({ keyword, line }, problem) {
  return new Error(`Dockerfile, line ${line}, ${keyword}: ${problem}.`);
}

/** @param {string} text */
function* instructionsIn(text) {
  let whole = '';
  let begin = 0;
  for (const [index, line] of text.split('\n').entries()) {
    // Comments may stand inside a continued instruction, too.
    if (/^\s*#/.test(line) || (whole === '' && line.trim() === '')) continue;
    if (whole === '') begin = index + 1;
    whole += line.replace(/\\\s*$/, '');
    if (/\\\s*$/.test(line)) continue;
    yield instructionOf(whole.trim(), begin);
    whole = '';
  }
}

/**
 * @param {string} whole
 * @param {number} line
 * @returns {Instruction}
 */
function instructionOf(whole, line) {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(whole) ?? [];
  const instruction = { keyword: word.toUpperCase(), text: rest, flags: {}, line };
  const { keyword } = instruction;
  if (!KNOWN.includes(keyword)) throw fault(instruction, 'this proof does not know it');
  if (rest.includes('<<')) throw fault(instruction, 'here-documents are not known to this proof');
  /** @type {Record<string, string>} */
  const flags = {};
  let text = rest;
  for (;;) {
    const [flag, name = '', value = ''] = /^--([a-z-]+)=(\S+)\s+/.exec(text) ?? [];
    if (flag === undefined) break;
    if (!FLAGS[keyword]?.includes(name)) throw fault(instruction, `--${name} is not known`);
    flags[name] = value;
    text = text.slice(flag.length);
  }
  if (text.startsWith('--')) throw fault(instruction, `${text.split(/\s/)[0]} is not known`);
  return { ...instruction, text, flags };
}
