/**
 * Relu units that fire for no sample of the batch: they pass nothing, and no gradient reaches their weights.
 *
 * Measure: share of units (last dimension) of a Relu result that are zero over the whole batch, at the two newest probes. Holds above
 * `share`; or where all are dead at the first probe.
 * Silent: for batches of fewer than eight values a unit; below `share`: sparse activations are normal.
 * Source: AutoTrainer counts 0.7 of dead units without progress; Lu et al. 2019, "Dying ReLU and Initialization".
 */
import { formatShare } from '../../format/number.js';
import { diagnosed } from '../finding.js';
import { slotPlace, variablePlace } from '../place.js';
import type { ProgramEvidence } from '../programEvidence.js';
import { inputsOf, isKernel } from '../programGraph.js';
import type { LossOp } from '../../program/lossProgram.js';
import type { TrainingPayload } from '../../protocol/records.js';
import type { Diagnosed, Rule } from '../rule.js';
import { weightOps, ancestors, variableAt } from '../weightOps.js';

export const deadUnits: Rule = {
  name: 'units-dead',
  family: 'dead-units',
  when: ['probe', 'end'],
  thresholds: { share: 0.9, progress: 0.3 },
  examine({ programs, loss, payload }, { share, progress }) {
    const [last, before] = [programs.at(-1), programs.at(-2)];
    if (!last || !before) return [];
    const ops = last.program.ops.filter((op) => isKernel(op, 'Relu', 'Relu6'));
    return ops.flatMap((op, i) => {
      const dead = deadShare(last, op);
      const other = before.program.ops.filter((one) => isKernel(one, 'Relu', 'Relu6'))[i];
      if (!other || !(dead >= share!) || !(deadShare(before, other) >= share!)) return [];
      if (dead < 1 && loss.progress > progress!) return [];
      // Behind it there must be weights that need what it passes on.
      if (!weightOps(last.graph).some(({ input }) => ancestors(last.graph, input).has(op.outputs[0]!))) return [];
      const { count } = last.readings.get(op.outputs[0]!)!.columns!;
      return diagnosed({
        ...{
          subject: `${op.source?.line}:${i}`,
          severity: 'error',
          since: before.step,
          layer: op.source?.layer ?? null,
        },
        option: /biasInitializer|kernelInitializer/,
        ...culprit(last, op, payload),
        message: `${formatShare(dead)} of the ${count} relu units${op.source?.layer ? ` of ${op.source.layer}` : ''} fire for no sample: no gradient passes through them`,
        evidence: { dead, units: count, steps: [before.step, last.step] },
        advice: 'Start the biases at 0 and the weights by heNormal, lower the rate, or use leakyRelu.',
      });
    });
  },
};

function deadShare({ readings }: ProgramEvidence, op: LossOp): number {
  const reading = readings.get(op.outputs[0]!);
  if (!reading?.columns || reading.size / reading.columns.count < 8) return NaN;
  return reading.columns.allZero / reading.columns.count;
}

/** A bias far below zero beside what it is added to; else the units' own line. */
function culprit(
  { graph, readings }: ProgramEvidence,
  op: LossOp,
  payload: TrainingPayload,
): Pick<Diagnosed, 'place' | 'variable'> {
  const sum = graph.maker(graph.origin(inputsOf(op)[0]!));
  const bias = sum && inputsOf(sum).find((slot) => variableAt(graph, slot) !== null);
  const other = sum && inputsOf(sum).find((slot) => slot !== bias);
  const [added, values] = [bias, other].map((slot) => (slot == null ? undefined : readings.get(graph.origin(slot))));
  if (bias == null || !added || !values || !(added.mean < -Math.abs(values.mean) - values.std)) {
    return { place: slotPlace(graph, op.outputs[0]!), variable: null };
  }
  const row = variableAt(graph, bias)!;
  return { place: variablePlace(payload, row), variable: payload.variables[row]?.name ?? null };
}
