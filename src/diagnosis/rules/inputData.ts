/**
 * Inputs or targets that cannot be learnt from as they are: every row the same, or numbers far from the size of about one.
 *
 * `constant`: every row of the inputs is the same while the targets differ. `scale`: the largest input is above `large` (or the targets'
 * deviation or mean of a difference loss above `targets`) and it shows: hidden units are saturated, the loss diverged, or it
 * has lost less than `progress`.
 * Silent: where training makes progress all the same; for one-hot and integer inputs (indices).
 */
import { formatNumber } from '../../format/number.js';
import type { DataLeaf } from '../../program/lossProgram.js';
import { isStuck } from '../chance.js';
import { comparisons } from '../comparison.js';
import type { Evidence } from '../evidence.js';
import { diagnosed } from '../finding.js';
import type { ProgramEvidence } from '../programEvidence.js';
import type { Diagnosed, Rule } from '../rule.js';
import { dataPlace } from '../sourcePlace.js';
import { weightOps } from '../weightOps.js';

export const inputData: Rule = {
  name: 'data-unfit',
  family: 'data',
  when: ['end'],
  thresholds: { large: 30, targets: 100, progress: 0.5, steps: 10 },
  examine(evidence, { large, targets, progress, steps }) {
    const { programs } = evidence;
    const probe = programs[0];
    if (!probe || evidence.steps < steps!) return [];
    const inputs = inputLeaves(probe);
    const found = constant(evidence, probe, inputs);
    if (found) return [found];
    const squared = comparisons(probe.graph).some(({ kind }) => kind === 'difference');
    // A classification may take a while to come below chance.
    const isPoor =
      squared || evidence.steps >= 100
        ? isStuck(evidence, progress!)
        : !(1 - evidence.loss.smoothed / evidence.loss.first > progress!);
    if (!isPoor) return [];
    return [...unscaledInputs(evidence, probe, inputs, large!), ...unscaledTargets(evidence, probe, targets!)].slice(
      0,
      1,
    );
  },
};

/** Data that is multiplied with trained weights first. */
function inputLeaves({ graph }: ProgramEvidence): DataLeaf[] {
  const leaves = weightOps(graph).map(({ input }) => graph.leaf(graph.origin(input)));
  return [...new Set(leaves)].filter((leaf): leaf is DataLeaf => leaf?.kind === 'data' && leaf.fromOutside);
}

function constant(evidence: Evidence, probe: ProgramEvidence, inputs: readonly DataLeaf[]): Diagnosed | null {
  const same = inputs.filter(({ slot }) => {
    const columns = probe.readings.get(slot)?.columns;
    return columns && columns.constant === columns.count && probe.readings.get(slot)!.size / columns.count >= 8;
  });
  const differ = comparisons(probe.graph).some(({ target }) => {
    const columns = probe.readings.get(target)?.columns;
    return columns && columns.constant < columns.count;
  });
  if (same.length === 0 || same.length < inputs.length || !differ) return null;
  const { shape } = probe.program.slots[same[0]!.slot]!;
  return diagnosed({
    ...{ severity: 'error', since: probe.step, place: dataPlace(evidence, 'inputs') },
    message: `All ${shape[0]} rows of the inputs are the same, and the targets differ: there is nothing to tell them apart by`,
    evidence: { shape },
    advice: 'Look at the line that makes the inputs: an index that does not move, or a column that was taken twice.',
  });
}

function unscaledInputs(
  evidence: Evidence,
  probe: ProgramEvidence,
  inputs: readonly DataLeaf[],
  large: number,
): Diagnosed[] {
  return inputs.flatMap(({ slot }) => {
    const reading = probe.readings.get(slot);
    if (!reading || probe.program.slots[slot]!.dtype !== 'float32') return [];
    const largest = Math.max(Math.abs(reading.min), Math.abs(reading.max));
    if (!(largest > large)) return [];
    return diagnosed({
      ...{ severity: 'warning', since: probe.step, place: dataPlace(evidence, 'inputs') },
      message: `The inputs are not scaled: they go from ${formatNumber(reading.min)} to ${formatNumber(reading.max)}, and the loss hardly falls`,
      evidence: {
        min: reading.min,
        max: reading.max,
        mean: reading.mean,
        std: reading.std,
        progress: evidence.loss.progress,
      },
      advice: 'Bring each column to mean 0 and deviation 1 (pixels: divide by 255).',
    });
  });
}

function unscaledTargets(evidence: Evidence, probe: ProgramEvidence, large: number): Diagnosed[] {
  return comparisons(probe.graph).flatMap(({ kind, target }) => {
    const reading = probe.readings.get(target);
    if (kind !== 'difference' || !reading || !(Math.max(Math.abs(reading.mean), reading.std) > large)) return [];
    return diagnosed({
      ...{ severity: 'warning', since: probe.step, place: dataPlace(evidence, 'targets') },
      message: `The targets are not scaled: their mean is ${formatNumber(reading.mean)} and their deviation ${formatNumber(reading.std)}, and the loss hardly falls`,
      evidence: { mean: reading.mean, std: reading.std, progress: evidence.loss.progress },
      advice: 'Bring the targets to mean 0 and deviation 1, and undo it in the predictions.',
    });
  });
}
