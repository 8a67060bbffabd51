/** Opening a long run: the target is a second, so each opening is paired with a wait of one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeRunFile } from '../src/runs/runFile.js';
import { openRun } from '../src/runs/openRun.js';
import { openRunWriter } from '../src/runs/runWriter.js';
import { sampleInfo, sampleRecords, sampleTraining } from '../test/sample/sampleRun.js';
import { pairedRatio, type Benchmark, type BenchmarkRow } from './benchmark.js';

const TARGET_MILLISECONDS = 1000;

export const opening: Benchmark = {
  name: 'opening',
  run: (quick) =>
    Promise.resolve([
      openLongRun('a run of 1e5 steps × 20 variables', 1e5, 20, 200e6, quick),
      openLongRun('a loss curve of 1e6 points', 1e6, 1, 2e9, quick),
    ]),
};

function openLongRun(what: string, steps: number, variables: number, sizeLimit: number, quick: boolean): BenchmarkRow {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-bench-'));
  try {
    const written = writeLongRun(folder, steps, variables, sizeLimit);
    const times: number[] = [];
    for (let i = 0; i < (quick ? 6 : 12); i++) {
      const begun = performance.now();
      openRun(folder).series(0);
      times.push(performance.now() - begun);
    }
    const ratio = pairedRatio(
      times,
      times.map(() => TARGET_MILLISECONDS),
    );
    const note = `${Math.round(ratio.median * TARGET_MILLISECONDS)} ms; written at ${written.toFixed(0)} µs a step`;
    return { what, ratioOf: 'time to open and draw from / 1 s', ratio, target: 1, note };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Answers microseconds a step. */
function writeLongRun(folder: string, steps: number, variables: number, sizeLimit: number): number {
  const writer = openRunWriter(folder, sizeLimit);
  writer.append('training', 0, 0, sampleTraining(variables));
  const payloads = sampleRecords({ steps: 64, variables }).flatMap(({ kind, payload }) =>
    kind === 'step' ? [payload as Parameters<typeof writer.append<'step'>>[3]] : [],
  );
  const begun = performance.now();
  for (let step = 1; step <= steps; step++) writer.append('step', 0, step, payloads[step % payloads.length]!);
  const microseconds = ((performance.now() - begun) / steps) * 1000;
  writer.append('end', -1, 0, { stopped: 'end', time: steps });
  writer.close();
  writeRunFile(folder, sampleInfo);
  return microseconds;
}
