/** How many tests ran, as test runners tell it to each other: a file, whose name they pass on in the environment. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Where a runner writes its counts when it has come to its end. */
export const COUNTS_VARIABLE = 'GRADLENS_TEST_COUNTS';

/** The spec reporter that also writes counts. */
export const REPORTER = ['--reporter', join(import.meta.dirname, 'countingReporter.cjs')];

/** Runs what writes counts; one that dies before it has written them, or finds nothing to run, has failed. */
export async function counted(
  run: (env: NodeJS.ProcessEnv) => Promise<number | null>,
): Promise<Counts & { why: string | null }> {
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

function readCounts(file: string): Counts {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Counts;
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
