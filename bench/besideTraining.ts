/**
 * What λ1 in a thread of its own costs the training, by the clock, since the thread's own time is not the training's: with a
 * free core at most 1.05. And how often it comes: the track on 64 samples, and anchors with their bracket.
 */
import { DEFAULT_MEASURE } from '../src/protocol/settings.js';
import { openRun } from '../src/runs/openRun.js';
import { pairedRatio, type Benchmark, type BenchmarkRow } from './benchmark.js';
import { WARM_UP_STEPS } from './support/pairs.js';
import { watchedStepper, type WatchedStepper } from './support/stepper.js';
import { wasmWorld } from './support/world.js';

const MODELS = (process.env['M'] ?? 'MLP 784-128-10 b128;LeNet b64').split(';');
const MOST_SLOWED = 1.05;
/** Steps between two measurements of the track. */
const MOST_STEPS_BETWEEN = 15;
/** Milliseconds of one side of a pair: long enough that it holds several measurements. */
const LENGTH = 400;

export const besideTraining: Benchmark = {
  name: 'beside',
  async run(quick) {
    const rows: BenchmarkRow[] = [];
    for (const model of MODELS) rows.push(...(await measure(model, quick ? 10 : 40)));
    return rows;
  },
};

async function measure(model: string, pairs: number): Promise<BenchmarkRow[]> {
  const without = await watchedStepper(model);
  const beside = await watchedStepper(model, wasmWorld, { ...DEFAULT_MEASURE, checkpoints: 0 });
  try {
    await without.steps(WARM_UP_STEPS);
    await beside.steps(WARM_UP_STEPS);
    const count = Math.max(1, Math.round(LENGTH / ((await clock(without, 20)) / 20)));
    const times: Record<'without' | 'beside', number[]> = { without: [], beside: [] };
    for (let pair = 0; pair < pairs; pair++) {
      const order = pair % 2 === 0 ? (['without', 'beside'] as const) : (['beside', 'without'] as const);
      for (const side of order) times[side].push((await clock({ without, beside }[side], count)) / count);
    }
    const { track, anchors } = openRun(beside.runDirectory).curvature(0)!;
    const steps = beside.recorded().length;
    const between = gaps(track.steps, WARM_UP_STEPS, steps);
    return [
      {
        what: `λ1 beside the training, ${model}, wasm`,
        ratioOf: 'time a step with / without',
        ratio: pairedRatio(times.beside, times.without),
        target: MOST_SLOWED,
        note: `anchors every ${Math.round(steps / Math.max(1, anchors.steps.length))} steps`,
      },
      {
        what: `How often λ1 comes, ${model}, wasm`,
        ratioOf: `steps between two / ${MOST_STEPS_BETWEEN}`,
        ratio: pairedRatio(
          between,
          between.map(() => MOST_STEPS_BETWEEN),
        ),
        target: 1,
        note: `${track.steps.length} in ${steps} steps`,
      },
    ];
  } finally {
    await without.close();
    await beside.close();
  }
}

async function clock(stepper: WatchedStepper, count: number): Promise<number> {
  const begun = performance.now();
  await stepper.steps(count);
  return performance.now() - begun;
}

/** Steps between the measurements after step `from`; the whole way where there are fewer than two. */
function gaps(steps: ArrayLike<number>, from: number, last: number): number[] {
  const later = Array.from(steps).filter((step) => step > from);
  return later.length < 2 ? [last - from] : later.slice(1).map((step, i) => step - later[i]!);
}
