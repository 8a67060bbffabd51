/**
 * The loss grows far above where it began: the steps are too long for this loss.
 *
 * Measure: the smoothed loss over its start, and the noise of single losses around it.
 * Holds where the smoothed loss is above `factor` times the start plus five times the noise of the first steps, or the last
 * losses are not finite after a rise.
 * Silent: for losses that may be negative; before 8 steps; where the loss fell below its start again.
 */
import type { Rule } from '../rule.js';

export const unstableLoss: Rule = {
  name: 'loss-diverges',
  family: 'unstable-step',
  when: ['step'],
  thresholds: { factor: 10 },
  examine({ loss, payload, recent, steps }, { factor }) {
    if (steps < 8 || !(loss.start > 0) || !(loss.smoothed > factor! * loss.start)) return [];
    const rate = recent.at(-1)!.payload.learningRate;
    return [
      {
        ...{ subject: '', severity: 'error', since: steps, layer: null, variable: null },
        place: payload.file && payload.line ? { file: payload.file, line: payload.line } : null,
        message: `The loss rose from ${loss.start.toPrecision(3)} to ${loss.smoothed.toPrecision(3)}: the steps are too long`,
        evidence: { start: loss.start, smoothed: loss.smoothed, learningRate: rate },
        advice: rate === null ? 'Take shorter steps.' : `Lower the learning rate: it is ${rate}.`,
      },
    ];
  },
};
