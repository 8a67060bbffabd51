/**
 * Batch normalisation over a single value: each value is its own mean, and what comes out does not depend on what went in.
 *
 * Evidence: the variance that a normalisation divides by (through √ or 1/√) is exactly zero in all units, at every probe, and its mean was taken
 * over one sample.
 * Silent: where the batch has more samples; for layer normalisation (its variance is not zero).
 */
import { diagnosed } from '../finding.js';
import { opPlace } from '../place.js';
import type { ProgramEvidence } from '../programEvidence.js';
import { inputsOf, isKernel } from '../programGraph.js';
import type { Rule } from '../rule.js';
import { lineNear } from '../sourcePlace.js';

export const batchOfOne: Rule = {
  name: 'batch-of-one',
  family: 'batch-norm',
  when: ['probe'],
  thresholds: {},
  examine(evidence) {
    const { programs } = evidence;
    const [first, second] = programs;
    if (!first || !second) return [];
    const op = flatVariance(first);
    if (!op || !flatVariance(second)) return [];
    return [
      diagnosed({
        ...{ severity: 'error', since: first.step, layer: op.source?.layer ?? null },
        place: lineNear(evidence, /\b(?:batch_?size|size|batch\w*)\b *[:=] *1\b|\.batch\( *1\b/i, 60) ?? opPlace(op),
        message: `Batch normalisation${op.source?.layer ? ` ${op.source.layer}` : ''} sees batches of one sample: each value is its own mean, and nothing passes through`,
        evidence: { batchSize: first.program.batchSize },
        advice: 'Train in batches of at least 8, or use layer normalisation.',
      }),
    ];
  },
};

function flatVariance({ graph, readings, program }: ProgramEvidence) {
  return graph.allOps.find((op) => {
    if (!isKernel(op, 'SquaredDifference', 'Square')) return false;
    const reading = readings.get(op.outputs[0]!);
    const { shape } = program.slots[op.outputs[0]!]!;
    const samples = shape.slice(0, -1).reduce((a, b) => a * b, 1);
    if (!reading || samples !== 1 || reading.max !== 0 || reading.min !== 0 || reading.size < 2) return false;
    return graph.users(op.outputs[0]!).some((user) => isKernel(user, 'Mean', 'Sum') && inputsOf(user).length > 0);
  });
}
