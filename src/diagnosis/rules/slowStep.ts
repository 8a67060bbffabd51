/**
 * The learning rate is zero, or the updates are far too small to matter.
 *
 * Measure: the update ratio ‖Δw‖/‖w‖, largest over the variables, median over the recent steps; usual is about 1e-3.
 * Holds where it is below `ratio`, or the rate is exactly 0, while the loss has not moved by `progress` of its start.
 * Silent: before `steps` steps; where the gradient is small itself (that is another finding); where the loss is as low as
 * it was ever meant to be (it has moved); where the rate began at that size as a warm-up and still grows.
 * Source: A. Karpathy, CS231n notes, "Ratio of weights:updates" (about 1e-3).
 */
import { gradientNormAt, updateRatioAt, type Evidence } from '../evidence.js';
import type { Rule } from '../rule.js';
import { median } from '../statistics.js';

export const slowStep: Rule = {
  name: 'update-too-small',
  family: 'slow-step',
  when: ['end'],
  thresholds: { ratio: 1e-6, progress: 0.02, steps: 20 },
  examine(evidence, { ratio, progress, steps }) {
    const { payload, loss, recent } = evidence;
    if (evidence.steps < steps! || loss.progress > progress!) return [];
    const largest = median(recent.map((reading) => Math.max(...ratiosAt(evidence, reading))));
    const rate = recent.at(-1)?.payload.learningRate ?? null;
    const gradient = median(recent.map((reading) => gradientNormAt(reading, payload.variables)));
    if (!(largest < ratio! || rate === 0) || !(gradient > 0)) return [];
    return [
      {
        ...{ subject: '', severity: 'warning', since: recent[0]!.step, layer: null, variable: null },
        place: payload.file && payload.line ? { file: payload.file, line: payload.line } : null,
        message: `The steps are too small to train: the largest update is ${largest.toExponential(1)} of its weights (about 1e-3 is usual)`,
        evidence: { updateRatio: largest, learningRate: rate, gradientNorm: gradient, progress: loss.progress },
        advice: rate === null ? 'Raise the learning rate.' : `Raise the learning rate: it is ${rate}.`,
      },
    ];
  },
};

function ratiosAt({ payload }: Evidence, reading: Evidence['recent'][number]): number[] {
  return payload.variables.map((_, row) => updateRatioAt(reading, row)).filter((value) => !Number.isNaN(value));
}
