/**
 * Prints `N passed, N failed[, N skipped]` as the very last line of a run, for readers of the log
 * that know nothing of vitest. What cannot be counted as a test, such as a file that does not
 * load, an unhandled error or a set-up that throws, counts as failed.
 */
// biome-ignore lint/style/noDefaultExport: vitest takes a reporter from the default export.
export default class PlainSummaryReporter {
  #started = false;
  #counts = { passed: 0, failed: 0, skipped: 0 };

  onInit() {
    // At the exit, because teardowns and vitest's own notices come after every reporter's hook.
    process.once('exit', (code) => this.#print(code));
  }

  onTestRunStart() {
    this.#started = true;
  }

  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
      for (const test of module.children.allTests()) counts[outcome(test)] += 1;
    }
    this.#counts = counts;
  }

  /** @param {number} code */
  #print(code) {
    if (!this.#started && code === 0) return;
    const { passed, failed, skipped } = this.#counts;
    const known = `${passed} passed, ${code === 0 ? failed : Math.max(failed, 1)} failed`;
    process.stdout.write(`\n${skipped > 0 ? `${known}, ${skipped} skipped` : known}\n`);
  }
}

/** @param {import('vitest/node').TestCase} test */
function outcome(test) {
  const { state } = test.result();
  // A test that never ended, because the run was broken off, is not known to work.
  return state === 'pending' ? 'failed' : state;
}
