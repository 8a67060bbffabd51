/** Wasm with our training kernels against stock wasm and cpu: one step each in turn, in processes of their own. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pairedRatio, type Benchmark, type BenchmarkRow } from './benchmark.js';
import { MODELS, type ModelName } from './models.js';

type Answer = { milliseconds: number; loss: number } | { error: string };
type Backend = 'cpu' | 'wasm' | 'wasm with kernels';

export const backends: Benchmark = {
  name: 'backends',
  async run(quick) {
    const rows: BenchmarkRow[] = [];
    for (const model of Object.keys(MODELS) as ModelName[]) {
      const stock = await compare(model, 'wasm', quick ? 8 : 30);
      if (stock) rows.push(stock);
      rows.push((await compare(model, 'cpu', quick ? 4 : 10))!);
    }
    return rows;
  },
};

/** Null where the other backend cannot train the model. */
async function compare(model: ModelName, other: Backend, pairs: number): Promise<BenchmarkRow | null> {
  const workers = await Promise.all([start(model, 'wasm with kernels'), start(model, other)]);
  try {
    const times: [number[], number[]] = [[], []];
    // The first step compiles and fills caches.
    for (let pair = -1; pair < pairs; pair++) {
      for (const [side, worker] of workers.entries()) {
        const answer = await step(worker);
        if ('error' in answer) {
          if (side === 0) throw new Error(`${model}: ${answer.error}`);
          return null;
        }
        if (pair >= 0) times[side]!.push(answer.milliseconds);
      }
    }
    const [ours, theirs] = times.map(median) as [number, number];
    return {
      what: `step of ${model}`,
      ratioOf: `wasm with our kernels / ${other === 'wasm' ? 'stock wasm' : other}`,
      ratio: pairedRatio(times[0], times[1]),
      target: 1,
      note: `${ours.toFixed(1)} ms / ${theirs.toFixed(1)} ms`,
    };
  } finally {
    for (const worker of workers) worker.kill();
  }
}

async function start(model: ModelName, backend: Backend): Promise<ChildProcess> {
  const worker = fork(join(import.meta.dirname, 'backendWorker.ts'), [model, backend], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(worker, 'message');
  return worker;
}

async function step(worker: ChildProcess): Promise<Answer> {
  worker.send('step');
  const [answer] = (await once(worker, 'message')) as [Answer];
  return answer;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
