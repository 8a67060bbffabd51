/** What a model that says the same for every sample would lose: the mark that training must get below. */
import { comparisons } from './comparison.js';
import type { Evidence } from './evidence.js';
import type { ProgramEvidence } from './programEvidence.js';
import { isKernel } from './programGraph.js';

/**
 * Entropy −Σ pₖ ln pₖ of the labels for a cross-entropy, variance of the targets for squared differences, from the first recorded batch. NaN: not known,
 * or the loss is of another size (a sum over the batch, further summands).
 */
export function chanceLoss({ programs, loss }: Evidence): number {
  const chance = constantLoss(programs[0]);
  const first = loss.first / chance;
  const squared = programs[0] && comparisons(programs[0].graph)[0]?.kind === 'difference';
  return first > 0.3 && (first < 10 || squared) ? chance : NaN;
}

/** The same for the part of the loss that compares with targets, whatever else is in it. */
export function constantLoss(probe: ProgramEvidence | undefined): number {
  const comparison = probe && comparisons(probe.graph)[0];
  const reading = comparison && probe.readings.get(comparison.target);
  if (!probe || !comparison || !reading) return NaN;
  let chance = NaN;
  if (comparison.kind === 'difference') {
    const squared =
      isKernel(comparison.op, 'SquaredDifference') ||
      probe.graph.users(comparison.op.outputs[0]!).some((user) => isKernel(user, 'Square', 'Multiply'));
    if (squared) chance = reading.std ** 2;
  } else {
    const mean = reading.columns?.mean ?? [reading.mean];
    const shares = mean.length === 1 ? [mean[0]!, 1 - mean[0]!] : [...mean];
    chance = shares.reduce((sum, p) => sum - (p > 0 ? p * Math.log(p) : 0), 0);
  }
  return chance;
}

/** The loss has not fallen by `progress` of its start, or is still about what a constant prediction gives. */
export function isStuck(evidence: Evidence, progress: number): boolean {
  const { loss } = evidence;
  if (!(loss.progress > progress)) return true;
  return loss.smoothed > 0.93 * chanceLoss(evidence);
}
