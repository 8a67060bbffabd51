/** Runs in the real extension host: mocha over every host test, results into the file named by GRADLENS_TEST_RESULTS. */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { installSpies } from './spies.js';

export interface HostResults {
  passed: number;
  failed: number;
  skipped: number;
  retried: string[];
  tests: { title: string; milliseconds: number; error: string | null }[];
}

// The compiled *.test.ts files of this folder: scripts/testHost.ts fills the list in.
declare const HOST_TESTS: string[];

export async function run(): Promise<void> {
  installSpies();
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, retries: 1, ...grep() });
  for (const file of HOST_TESTS) mocha.addFile(file);
  const results: HostResults = { passed: 0, failed: 0, skipped: 0, retried: [], tests: [] };
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => {
      results.passed++;
      results.tests.push({ title: test.fullTitle(), milliseconds: test.duration ?? 0, error: null });
    });
    runner.on('retry', (test, error: Error) => {
      results.retried.push(`${test.fullTitle()}: ${String(error.message).split('\n')[0]}`);
    });
    runner.on('pending', () => results.skipped++);
    runner.on('fail', (test, error: Error) => {
      results.failed++;
      results.tests.push({ title: test.fullTitle(), milliseconds: 0, error: error.stack ?? String(error) });
    });
  });
  writeFileSync(process.env['GRADLENS_TEST_RESULTS'] ?? '', JSON.stringify(results));
  if (results.failed > 0) throw new Error(`${results.failed} host tests failed`);
}

function grep(): { grep?: string } {
  const pattern = process.env['GRADLENS_TEST_GREP'];
  return pattern ? { grep: pattern } : {};
}
