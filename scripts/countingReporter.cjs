// Mocha's spec reporter, which also writes its counts, and what failed, where scripts/testCounts.ts asks for them.
/* eslint-disable @typescript-eslint/no-require-imports -- mocha loads reporters by require */
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

/** One line for the end of a long log: what failed, and how. */
const line = (test, error) => `${test.fullTitle()}: ${String(error?.message ?? error).split('\n')[0]}`;

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failures = [];
    const retried = [];
    runner.on('fail', (test, error) => failures.push(line(test, error)));
    runner.on('retry', (test, error) => retried.push(line(test, error)));
    runner.once('end', () => {
      const file = process.env.GRADLENS_TEST_COUNTS;
      const { passes, failures: failed, pending } = this.stats;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed, skipped: pending, failures, retried }));
    });
  }
};
