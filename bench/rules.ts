/**
 * What the rules cost beside everything else that is measured at a step: all of them on against all of them off, in pairs. The note
 * has the training from its first step, where programs are recorded and read for them.
 */
import { RULE_THRESHOLDS, type RuleSettings } from '../src/protocol/ruleSettings.js';
import { pairedRatio, type Benchmark, type BenchmarkRow } from './benchmark.js';
import { measurePairs, median } from './support/pairs.js';
import { ONLY_STATISTICS, watchedStepper } from './support/stepper.js';
import { wasmWorld } from './support/world.js';

const MODELS = ['MLP 784-128-10 b128', 'LeNet b64'];
const MOST = 1.03;
/** Steps from the first that the note is about. */
const WHOLE = 1000;
const NO_RULES: RuleSettings = Object.fromEntries(Object.keys(RULE_THRESHOLDS).map((rule) => [rule, false]));

export const rules: Benchmark = {
  name: 'rules',
  async run(quick) {
    const rows: BenchmarkRow[] = [];
    for (const model of MODELS) rows.push(await measure(model, quick ? 25 : 80));
    return rows;
  },
};

async function measure(model: string, pairs: number): Promise<BenchmarkRow> {
  const off = await watchedStepper(model, wasmWorld, ONLY_STATISTICS, NO_RULES);
  const on = await watchedStepper(model);
  try {
    const whole = { off: await off.steps(WHOLE), on: await on.steps(WHOLE) };
    const times = await measurePairs(off, on, pairs);
    return {
      what: `Watched step with all rules, ${model}, wasm`,
      ratioOf: 'CPU time with rules / without',
      ratio: pairedRatio(times.watched, times.plain),
      target: MOST,
      note: `${median(times.watched).toPrecision(3)} ms / ${median(times.plain).toPrecision(3)} ms; steps 1 to ${WHOLE}: ${(whole.on / whole.off).toFixed(3)}`,
    };
  } finally {
    await off.close();
    await on.close();
  }
}
