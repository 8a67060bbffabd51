/** Whether the overhead that a run reports is what watching costs: against the same steps unwatched, in pairs. */
import { pairedRatio, type Benchmark, type BenchmarkRow } from './benchmark.js';
import { measurePairs } from './support/pairs.js';
import { plainStepper, watchedStepper, type RecordedStep } from './support/stepper.js';

const MODELS = ['MLP 784-128-10 b128', 'LeNet b64'];
const MOST = 0.03;
/** The first step of a request has no interval of its own. */
const FEWEST_STEPS = 3;

export const overhead: Benchmark = {
  name: 'overhead',
  async run(quick) {
    const rows: BenchmarkRow[] = [];
    for (const model of MODELS) rows.push(await measure(model, quick ? 25 : 80));
    return rows;
  },
};

async function measure(model: string, pairs: number): Promise<BenchmarkRow> {
  const plain = await plainStepper(model);
  const watched = await watchedStepper(model);
  try {
    const times = await measurePairs(plain, watched, pairs, FEWEST_STEPS);
    const reported = reportedOverhead(watched.recorded().slice(times.warmUp), times.count);
    const { median, lower, upper, ...rest } = pairedRatio(times.watched, times.plain);
    const [from, to] = [lower - 1 - reported, upper - 1 - reported];
    return {
      what: `Overhead that is reported, ${model}, wasm`,
      ratioOf: '|reported − measured|',
      ratio: {
        median: Math.abs(median - 1 - reported),
        // Nothing, where the interval has it on both sides.
        lower: from > 0 ? from : to < 0 ? -to : 0,
        upper: Math.max(Math.abs(from), Math.abs(to)),
        ...rest,
      },
      target: MOST,
      note: `${reported.toFixed(3)} reported, ${(median - 1).toFixed(3)} measured`,
    };
  } finally {
    await plain.close();
    await watched.close();
  }
}

/** Σ cost / Σ (interval − cost); the first step of each request has a wait in its interval. */
function reportedOverhead(steps: readonly RecordedStep[], request: number): number {
  let [taken, own] = [0, 0];
  for (let i = 1; i < steps.length; i++) {
    if (i % request === 0) continue;
    taken += steps[i]!.cost;
    own += steps[i]!.time - steps[i - 1]!.time - steps[i]!.cost;
  }
  return taken / own;
}
