/**
 * What watching costs: a step with all per-step statistics against the same step without Gradlens, in pairs. Measured is
 * the CPU time of the whole process, our own threads included: the clock would also count what other programs take.
 */
import type { Benchmark, BenchmarkRow } from './benchmark.js';
import { pairedRatio } from './benchmark.js';
import { measurePairs, median } from './support/pairs.js';
import { plainStepper, watchedStepper } from './support/stepper.js';
import { tensorflowWorld, wasmWorld, type World } from './support/world.js';

const MODELS = ['MLP 784-128-10 b128', 'LeNet b64', 'MLP 1M b256'];
/** A watched step may take this share more, or so many milliseconds on wasm, whichever is more. */
const TARGET: Partial<Record<World['backend'], number>> = { wasm: 1.05, tensorflow: 1.15 };
const FREE_MILLISECONDS = 0.3;

export const watching: Benchmark = {
  name: 'watching',
  async run(quick) {
    const rows: BenchmarkRow[] = [];
    for (const world of [wasmWorld, tensorflowWorld()]) {
      if (!world) console.error('not measured on tensorflow: npm run test:external installs it');
      else for (const model of MODELS) rows.push(await measure(model, world, quick ? 25 : 80));
    }
    return rows;
  },
};

async function measure(model: string, world: World, pairs: number): Promise<BenchmarkRow> {
  const plain = await plainStepper(model, world);
  const watched = await watchedStepper(model, world);
  try {
    const times = await measurePairs(plain, watched, pairs);
    const ratio = pairedRatio(times.watched, times.plain);
    const [own, all] = [median(times.plain), median(times.watched)];
    return {
      what: `Watched step, ${model}, ${world.backend}`,
      ratioOf: 'CPU time watched / unwatched',
      ratio,
      target: targetOf(world, own),
      note: `${all.toPrecision(3)} ms / ${own.toPrecision(3)} ms`,
    };
  } finally {
    await plain.close();
    await watched.close();
  }
}

function targetOf({ backend }: World, ownMilliseconds: number): number {
  const share = TARGET[backend] ?? Infinity;
  return backend === 'wasm' ? Math.max(share, 1 + FREE_MILLISECONDS / ownMilliseconds) : share;
}
