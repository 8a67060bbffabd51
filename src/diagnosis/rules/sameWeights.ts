/**
 * The weights of a hidden layer start all equal: its units stay copies of one another, or nothing moves at all.
 *
 * Evidence: in the first probe a matrix of weights with more than one column holds a single number, and behind it follow a nonlinear op
 * and more weights. Holds where that number is not zero; where it is zero only if the variable got no gradient at the first steps, or its columns are still the same at the last
 * probe.
 * Silent: for single layers and last layers (they may start at zero), biases, and zero-initialised branches whose other factor is random (LoRA).
 */
import { formatNumber } from '../../format/number.js';
import { normAt } from '../evidence.js';
import { diagnosed } from '../finding.js';
import { opPlace, variablePlace } from '../place.js';
import type { ProgramEvidence } from '../programEvidence.js';
import type { Rule } from '../rule.js';
import { ancestors, weightOps } from '../weightOps.js';

export const sameWeights: Rule = {
  name: 'weights-equal',
  family: 'initialization',
  when: ['end'],
  thresholds: {},
  examine({ programs, payload, first }) {
    const [probe, last] = [programs[0], programs.at(-1)];
    if (!probe || !last || last === probe || probe.step !== 1) return [];
    const ops = weightOps(probe.graph);
    const said = new Set<number>();
    return ops
      .flatMap((op) => {
        const reading = probe.readings.get(op.leaf);
        const { shape, name, layer } = payload.variables[op.variable]!;
        const width = shape.at(-1) ?? 1;
        if (!reading || reading.std > 1e-7 * Math.abs(reading.mean) || width < 2 || said.has(op.variable)) return [];
        const behind = ops.filter((next) => next !== op && ancestors(probe.graph, next.input).has(op.output));
        if (behind.length === 0) return [];
        const isZero = reading.mean === 0;
        const still = first.slice(1, 12).every((step) => normAt(step, op.variable, 'gradient') === 0);
        if (isZero && !still && !areCopies(last, op.variable)) return [];
        said.add(op.variable);
        return diagnosed({
          ...{ subject: name, severity: 'error', since: 1, layer, variable: name },
          option: /[iI]nitializer/,
          place: variablePlace(payload, op.variable) ?? opPlace(op.op),
          message: `All weights of ${layer ?? name} start at ${formatNumber(reading.mean)}: ${still ? 'no gradient reaches them' : `its ${width} units stay copies of one another`}`,
          evidence: { value: reading.mean, units: width },
          advice: 'Draw them at random: glorotUniform for tanh and sigmoid, heNormal for relu.',
        });
      })
      .slice(0, 1);
  },
};

/** All columns have the same mean and deviation: the units are still copies of one another. */
function areCopies({ program, readings }: ProgramEvidence, variable: number): boolean {
  const leaf = program.leaves.find((one) => one.kind === 'variable' && one.variable === variable);
  const columns = leaf && readings.get(leaf.slot)?.columns;
  if (!columns || columns.count < 2) return false;
  const isSame = (values: Float64Array) =>
    Math.max(...values) - Math.min(...values) <= 1e-6 * Math.max(...values.map(Math.abs));
  return isSame(columns.mean) && isSame(columns.std);
}
