// Mocha's spec reporter, which also writes its counts where scripts/testCounts.ts asks for them.
/* eslint-disable @typescript-eslint/no-require-imports -- mocha loads reporters by require */
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const file = process.env.GRADLENS_TEST_COUNTS;
      const { passes, failures, pending } = this.stats;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
};
