/**
 * What tuning a λ costs: the wall time of `gradlens tune`, beside that of the same programs as plain node processes on wasm, each with its
 * value written into it, as many at once. Tuning also looks whether the program is the same twice, which is one more run.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pairedRatio, type Benchmark } from './benchmark.js';
import { median } from './support/pairs.js';
import { wasmWorld } from './support/world.js';

const root = join(import.meta.dirname, '..');
const PROGRAM = join(root, 'bench/programs/tuned.mjs');
const VALUES = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3];
const TARGET = 1.5;

export const tuning: Benchmark = {
  name: 'tune',
  async run(quick) {
    const times: { tuned: number[]; plain: number[] } = { tuned: [], plain: [] };
    for (let pair = 0; pair < (quick ? 3 : 9); pair++) {
      const folder = mkdtempSync(join(tmpdir(), 'gradlens-bench-'));
      try {
        symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
        writeFileSync(join(folder, 'package.json'), '{}');
        // Which comes first alternates, so that a drift hits both sides.
        const sides = { tuned: () => tuned(folder), plain: () => plain(folder) };
        const order = pair % 2 === 0 ? (['plain', 'tuned'] as const) : (['tuned', 'plain'] as const);
        for (const side of order) {
          const begun = performance.now();
          await sides[side]();
          times[side].push(performance.now() - begun);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
    const [ours, own] = [median(times.tuned), median(times.plain)];
    return [
      {
        what: `Tuning a λ, ${VALUES.length} values, wasm, ${jobs()} at once`,
        ratioOf: 'wall time of gradlens tune / of plain processes',
        ratio: pairedRatio(times.tuned, times.plain),
        target: TARGET,
        note: `${(ours / 1000).toPrecision(3)} s / ${(own / 1000).toPrecision(3)} s`,
      },
    ];
  },
};

const jobs = () => Math.min(availableParallelism(), VALUES.length);

async function tuned(folder: string): Promise<void> {
  const file = join(folder, 'tuned.mjs');
  writeFileSync(file, readFileSync(PROGRAM));
  const values = ['--values', VALUES.join(','), '--jobs', String(jobs())];
  await run([join(root, 'dist/gradlens.mjs'), 'tune', file, ...values, '--json']);
}

async function plain(folder: string): Promise<void> {
  const text = readFileSync(PROGRAM, 'utf8');
  const waiting = VALUES.map((value, i) => {
    const file = join(folder, `plain${i}.mjs`);
    writeFileSync(file, text.replace('const lambda = 0.01;', `const lambda = ${value};`));
    return file;
  });
  const lane = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift())
      await run([...wasmWorld.options, file]);
  };
  await Promise.all(Array.from({ length: jobs() }, lane));
}

function run(args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`ended with ${code}: ${said}`))));
  });
}
