/**
 * What a person pays who presses Train Here on a program with penalties: everything at its default, loss terms with it, by the clock, since their thread's own time
 * is not the training's, against the same program without Gradlens. And that terms come at all.
 */
import { DEFAULT_MEASURE } from '../src/protocol/settings.js';
import { openRun } from '../src/runs/openRun.js';
import { pairedRatio, type Benchmark } from './benchmark.js';
import { WARM_UP_STEPS } from './support/pairs.js';
import { plainStepper, watchedStepper, type Stepper } from './support/stepper.js';
import { wasmWorld } from './support/world.js';

const MODEL = 'LeNet b64 with L2 and L1';
/** Of a session where nothing is said. */
const BUDGET = 0.2;
/** Milliseconds of one side of a pair: long enough that it holds several measurements. */
const LENGTH = 400;

export const terms: Benchmark = {
  name: 'terms',
  async run(quick) {
    const plain = await plainStepper(MODEL, wasmWorld);
    const watched = await watchedStepper(MODEL, wasmWorld, DEFAULT_MEASURE, {}, BUDGET);
    try {
      await plain.steps(WARM_UP_STEPS);
      await watched.steps(WARM_UP_STEPS);
      const count = Math.max(1, Math.round(LENGTH / ((await clock(plain, 20)) / 20)));
      const times: Record<'plain' | 'watched', number[]> = { plain: [], watched: [] };
      for (let pair = 0; pair < (quick ? 10 : 40); pair++) {
        const order = pair % 2 === 0 ? (['plain', 'watched'] as const) : (['watched', 'plain'] as const);
        for (const side of order) times[side].push((await clock({ plain, watched }[side], count)) / count);
      }
      const series = openRun(watched.runDirectory).terms(0);
      const names = series?.terms.map(({ name }) => name) ?? [];
      if (names.length !== 3) throw new Error(`not the three terms of the program: ${names.join(', ') || 'none'}`);
      return [
        {
          what: `Everything at its default, ${MODEL}, wasm`,
          ratioOf: 'time a step watched / unwatched',
          ratio: pairedRatio(times.watched, times.plain),
          target: 1 + BUDGET,
          note: `terms at ${series!.steps.length} of ${watched.recorded().length} steps`,
        },
      ];
    } finally {
      await plain.close();
      await watched.close();
    }
  },
};

async function clock(stepper: Stepper, count: number): Promise<number> {
  const begun = performance.now();
  await stepper.steps(count);
  return performance.now() - begun;
}
