/** Runs test/host inside the real extension host: `tsx scripts/testHost.ts [GREP]`. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import { build, type BuildOptions } from 'esbuild';
import type { HostResults } from '../test/host/main.js';
import { COUNTS_VARIABLE, type Outcome } from './testCounts.js';
import { openWorkbench } from './workbench/page.js';

const LIMIT = 5 * 60_000;
const root = join(import.meta.dirname, '..');
const out = join(root, 'dist/test-host');

async function bundleTests(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const tests = testFiles();
  const common = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
    external: ['vscode', 'mocha'],
    outdir: out,
    outExtension: { '.js': '.cjs' },
    absWorkingDir: root,
  } satisfies BuildOptions;
  const names = tests.map((file) => join(out, file.replace(/^test\/host\//, '').replace(/\.ts$/, '.cjs')));
  await build({ ...common, entryPoints: tests, outbase: 'test/host' });
  await build({ ...common, entryPoints: ['test/host/main.ts'], define: { HOST_TESTS: JSON.stringify(names) } });
}

function testFiles(): string[] {
  const entries = readdirSync(join(root, 'test/host'), { recursive: true, encoding: 'utf8' });
  const tests = entries.filter((name) => name.endsWith('.test.ts')).sort();
  return tests.map((name) => `test/host/${name.replaceAll('\\', '/')}`);
}

async function main(): Promise<number> {
  await bundleTests();
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-host-'));
  // The tests may write beside the programs that they train.
  const workspace = join(folder, 'workspace');
  cpSync(join(root, 'test/host/workspace'), workspace, { recursive: true });
  const resultFile = join(folder, 'results.json');
  const lines: string[] = [];
  const workbench = await openWorkbench({
    folder: workspace,
    extension: root,
    tests: join(out, 'main.cjs'),
    env: { GRADLENS_TEST_RESULTS: resultFile, GRADLENS_TEST_GREP: process.argv[2] ?? '', GRADLENS_ROOT: root },
    onLog: (type, args) => lines.push(`[${type}] ${format(...args)}`),
  });
  const limit = new Promise<null>((resolve) => setTimeout(resolve, LIMIT, null).unref());
  const exit = await Promise.race([workbench.exit, limit]);
  await workbench.close();
  const results = existsSync(resultFile) ? (JSON.parse(readFileSync(resultFile, 'utf8')) as HostResults) : null;
  rmSync(folder, { recursive: true, force: true });
  if (!results) {
    console.error(`the host tests ${exit === null ? 'did not finish in time' : 'never finished'}`);
    console.error(lines.slice(-40).join('\n'));
    return 1;
  }
  for (const test of results.tests) {
    console.log(test.error ? `  FAILED ${test.title}\n${test.error}` : `  ✔ ${test.title} (${test.milliseconds} ms)`);
  }
  const { passed, failed, skipped } = results;
  console.log(`\n  ${passed} passing\n  ${failed} failing`);
  const counts = process.env[COUNTS_VARIABLE];
  const failures = results.tests.flatMap(({ title, error }) => (error ? [`${title}: ${error.split('\n')[0]}`] : []));
  const outcome = { passed, failed, skipped, failures, retried: results.retried } satisfies Omit<Outcome, 'why'>;
  if (counts) writeFileSync(counts, JSON.stringify(outcome));
  return failed > 0 || passed === 0 ? 1 : 0;
}

process.exitCode = await main();
