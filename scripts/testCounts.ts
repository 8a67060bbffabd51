/** How many tests ran, as test runners tell it to each other: a file, whose name they pass on in the environment. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What else is said at the end, where nobody has to look for it in a long log. */
export interface Outcome extends Counts {
  /** A line for each test that failed: its title and the first line of its error. */
  failures: string[];
  /** The same for a test that failed, and was tried again. */
  retried: string[];
  /** Why the runner itself failed, if it did. */
  why: string | null;
}

/** Where a runner writes its counts when it has come to its end. */
export const COUNTS_VARIABLE = 'GRADLENS_TEST_COUNTS';

/** The spec reporter that also writes counts. */
export const REPORTER = ['--reporter', join(import.meta.dirname, 'countingReporter.cjs')];

/** Runs what writes counts; one that dies before it has written them, or finds nothing to run, has failed. */
export async function counted(run: (env: NodeJS.ProcessEnv) => Promise<number | null>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-counts-'));
  const file = join(folder, 'counts.json');
  try {
    const code = await run({ ...process.env, [COUNTS_VARIABLE]: file });
    const counts = readCounts(file);
    const ran = counts.passed + counts.failed;
    if (ran > 0 && (code === 0 || counts.failed > 0)) return { ...counts, why: null };
    const why = `ended with exit code ${String(code)} and ran ${ran} tests`;
    return { ...counts, failed: counts.failed + 1, why };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function countsLine({ passed, failed, skipped }: Counts): string {
  return `\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The lines for the end of a kind of tests: what failed, what passed only when tried again, why it came to no end. */
export function notesOf(kind: string, { failures, retried, why }: Outcome): string[] {
  return [
    ...retried.map((line) => `tried again: ${kind}: ${line}`),
    ...failures.map((line) => `failed: ${kind}: ${line}`),
    ...(why ? [`failed: ${kind} ${why}`] : []),
  ];
}

function readCounts(file: string): Omit<Outcome, 'why'> {
  const none = { passed: 0, failed: 0, skipped: 0, failures: [], retried: [] };
  try {
    return { ...none, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<Outcome>) };
  } catch {
    return none;
  }
}
