// Ends a run with its sum, in the words of `cargo test`, so that one reader counts for both.

/** A reporter of Playwright. */
export default class Sum {
  #outcomes = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  #suite;

  onBegin(_, suite) {
    this.#suite = suite;
  }

  onEnd({ status }) {
    for (const test of this.#suite.allTests()) this.#outcomes[test.outcome()] += 1;
    const { expected, unexpected, flaky, skipped } = this.#outcomes;
    const failed = unexpected + flaky;
    console.log(`test result: ${status === 'passed' ? 'ok' : 'FAILED'}. ${expected} passed; ${failed} failed; ${skipped} ignored`);
  }
}
