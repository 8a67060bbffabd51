/**
 * Sigmoid or tanh units of a hidden layer stand at their ends, where the derivative is almost zero.
 *
 * Measure: E[t²] over a hidden layer's results, t the tanh (for sigmoid t = 2s − 1): 1 where all stand at ±1. Holds above `square` at the first
 * probes, which is a mean derivative (1 − t²) below 1 − `square`.
 * Silent: for the last layer (predictions are meant to become certain), for gates multiplied with other results, and
 * where training makes progress by half.
 */
import { formatNumber, formatShare } from '../../format/number.js';
import { diagnosed } from '../finding.js';
import { slotPlace } from '../place.js';
import type { ProgramEvidence } from '../programEvidence.js';
import { inputsOf, isKernel } from '../programGraph.js';
import type { Rule } from '../rule.js';
import { variablePlace } from '../place.js';
import { ancestors, weightOps } from '../weightOps.js';

export const saturatedUnits: Rule = {
  name: 'units-saturated',
  family: 'saturated-units',
  when: ['end'],
  thresholds: { square: 0.9, progress: 0.5 },
  examine({ programs, loss, payload }, { square, progress }) {
    const [first, last] = [programs[0], programs.at(-1)];
    if (!first || !last) return [];
    const weights = weightOps(first.graph);
    return first.program.ops
      .flatMap((op) => {
        if (!isKernel(op, 'Sigmoid', 'Tanh')) return [];
        const [slot] = op.outputs as [number];
        const reading = first.readings.get(slot);
        if (!reading) return [];
        const power = powerAt(first, op.kernel, slot);
        // Only where it stays so does it hold against progress.
        if (loss.progress > progress! && !(power > 0.95 && powerAt(last, op.kernel, slot) > 0.95)) return [];
        if (!(power > square!) || !weights.some(({ input }) => ancestors(first.graph, input).has(slot))) return [];
        if (
          first.graph
            .users(slot)
            .some(
              (user) => isKernel(user, 'Multiply') && inputsOf(user).every((at) => first.graph.variables(at).size > 0),
            )
        )
          return [];
        const before = first.readings.get(inputsOf(op)[0]!);
        const made = weights.findLast(({ output }) => ancestors(first.graph, slot).has(output));
        const row = made?.variable;
        return diagnosed({
          ...{ subject: String(slot), severity: 'warning', since: first.step, layer: op.source?.layer ?? null },
          variable: row === undefined ? null : (payload.variables[row]?.name ?? null),
          place:
            (op.source?.layer || row === undefined ? slotPlace(first.graph, slot) : variablePlace(payload, row)) ??
            slotPlace(first.graph, slot),
          message: `${op.kernel.toLowerCase()} units${op.source?.layer ? ` of ${op.source.layer}` : ''} are saturated: they pass ${formatShare(1 - power)} of the gradient, for inputs from ${formatNumber(before?.min ?? NaN)} to ${formatNumber(before?.max ?? NaN)}`,
          evidence: { meanSquare: power, inputs: before && { min: before.min, max: before.max } },
          advice: 'Draw the weights smaller (glorotNormal), or scale the inputs to about ±1.',
        });
      })
      .slice(0, 1);
  },
};

function powerAt({ readings }: ProgramEvidence, kernel: string, slot: number): number {
  const reading = readings.get(slot);
  if (!reading) return NaN;
  const [mean, std] = kernel === 'Sigmoid' ? [2 * reading.mean - 1, 2 * reading.std] : [reading.mean, reading.std];
  return mean * mean + std * std;
}
