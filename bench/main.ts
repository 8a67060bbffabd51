/**
 * `npm run bench`: every benchmark in turn, one table, exit code 1 where the lower 95 % bound of a ratio passes its
 * target. `-- --quick` measures fewer pairs, `-- --readme` writes the table into README.md, other words select by name.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { activation } from './activation.js';
import { backends } from './backends.js';
import type { Benchmark, BenchmarkRow } from './benchmark.js';
import { besideTraining } from './besideTraining.js';
import { click } from './click.js';
import { curvature } from './curvature.js';
import { jacobianPenalty } from './jacobianPenalty.js';
import { inspectorFrames } from './inspectorFrames.js';
import { memory } from './memory.js';
import { misses } from './benchmark.js';
import { opening } from './openRun.js';
import { overhead } from './overhead.js';
import { recording } from './recording.js';
import { benchmarkTable } from './table.js';
import { rules } from './rules.js';
import { tuning } from './tune.js';
import { watching } from './watching.js';

const BENCHMARKS: Benchmark[] = [
  ...[watching, overhead, rules, memory, activation, click],
  ...[backends, recording, curvature, jacobianPenalty, besideTraining, opening, inspectorFrames, tuning],
];
const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);

function version(name: string): string {
  return (require(`${name}/package.json`) as { version: string }).version;
}

function writeReadme(table: string): void {
  const file = join(root, 'README.md');
  const text = readFileSync(file, 'utf8');
  const place = /(<!-- bench -->)[\s\S]*?(<!-- \/bench -->)/;
  if (!place.test(text)) throw new Error('README.md has no <!-- bench --> … <!-- /bench --> to write into');
  writeFileSync(
    file,
    text.replace(place, (_, start: string, end: string) => `${start}\n\n${table}\n\n${end}`),
  );
}

async function main(): Promise<number> {
  const flags = process.argv.slice(2);
  const quick = flags.includes('--quick');
  const names = flags.filter((flag) => !flag.startsWith('--'));
  const rows: BenchmarkRow[] = [];
  for (const benchmark of BENCHMARKS) {
    if (names.length > 0 && !names.includes(benchmark.name)) continue;
    console.error(`measuring ${benchmark.name} …`);
    rows.push(...(await benchmark.run(quick)));
  }
  const versions = {
    node: process.version.slice(1),
    'TensorFlow.js': version('@tensorflow/tfjs-core'),
    Gradlens: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
  };
  const table = benchmarkTable(rows, { date: new Date().toISOString().slice(0, 10), versions, quick });
  console.log(table);
  if (flags.includes('--readme')) writeReadme(table);
  const missed = rows.filter(misses);
  for (const row of missed)
    console.error(`missed: ${row.what} (${row.ratioOf}), at least ${row.ratio.lower.toPrecision(3)}`);
  console.log(`\n${rows.length - missed.length} passed, ${missed.length} failed`);
  return missed.length > 0 || rows.length === 0 ? 1 : 0;
}

process.exitCode = await main();
