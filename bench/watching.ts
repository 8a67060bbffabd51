/** What watching costs: a step with all per-step statistics against the same step without Gradlens, in pairs. */
import type { Benchmark, BenchmarkRow } from './benchmark.js';
import { pairedRatio } from './benchmark.js';
import { plainStepper, watchedStepper } from './support/stepper.js';

const MODELS = ['MLP 784-128-10 b128', 'LeNet b64', 'MLP 1M b256'];
/** A watched step may take this share more, or so many milliseconds, whichever is more. */
const TARGET = 1.05;
const FREE_MILLISECONDS = 0.3;

export const watching: Benchmark = {
  name: 'watching',
  async run(quick) {
    const rows: BenchmarkRow[] = [];
    for (const model of MODELS) rows.push(await measure(model, quick ? 25 : 80));
    return rows;
  },
};

async function measure(model: string, pairs: number): Promise<BenchmarkRow> {
  const plain = await plainStepper(model, 'wasm');
  const watched = await watchedStepper(model, 'wasm');
  try {
    // Warm-up: compilation, and enough steps in a measurement that it lasts about 50 ms.
    await watched.steps(10);
    const count = Math.max(1, Math.round(50 / ((await plain.steps(10)) / 10)));
    const times = { plain: [] as number[], watched: [] as number[] };
    for (let pair = 0; pair < pairs; pair++) {
      // Which comes first alternates, so that a drift hits both sides.
      const order = pair % 2 === 0 ? (['plain', 'watched'] as const) : (['watched', 'plain'] as const);
      for (const side of order) {
        times[side].push((await { plain, watched }[side].steps(count)) / count);
      }
    }
    const ratio = pairedRatio(times.watched, times.plain);
    const [own, all] = [median(times.plain), median(times.watched)];
    return {
      what: `Watched step, ${model}, wasm`,
      ratioOf: 'watched / unwatched',
      ratio,
      target: Math.max(TARGET, 1 + FREE_MILLISECONDS / own),
      note: `${all.toPrecision(3)} ms / ${own.toPrecision(3)} ms`,
    };
  } finally {
    await plain.close();
    await watched.close();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
