/**
 * Values and gradients grow from layer to layer, or from time step to time step.
 *
 * Measure: over the products with trained weights that follow one another, the growth of the values' root mean square, at the first probe.
 * Holds where it is above `growth` over at least four products and each takes part (a factor above 1.3 on average).
 * Silent: where the loss is as usual for all that and falls by half at once (normalised before the loss).
 */
import { formatNumber } from '../../format/number.js';
import { diagnosed } from '../finding.js';
import { variablePlace, opPlace } from '../place.js';
import type { ProgramEvidence, SlotReading } from '../programEvidence.js';
import type { Rule } from '../rule.js';
import { ancestors, weightOps, type WeightOp } from '../weightOps.js';

export const explodingChain: Rule = {
  name: 'values-explode',
  family: 'exploding-gradient',
  when: ['probe'],
  thresholds: { growth: 1e3, products: 4 },
  examine({ programs, payload }, { growth, products }) {
    const probe = programs[0];
    if (!probe) return [];
    const chain = chainOf(probe);
    if (chain.length < products!) return [];
    const size = (op: WeightOp) => rootMeanSquare(probe.readings.get(op.output));
    const started = Math.max(rootMeanSquare(probe.readings.get(chain[0]!.input)), 1e-3, size(chain[0]!) / 30);
    const largest = Math.max(...chain.map(size));
    const factor = (largest / started) ** (1 / chain.length);
    if (!(largest / started > growth!) || !(factor > 1.3)) return [];
    const repeated = new Set(chain.map(({ variable }) => variable)).size < chain.length / 2;
    const counts = new Map<number, number>();
    for (const { variable } of chain) counts.set(variable, (counts.get(variable) ?? 0) + 1);
    const [row] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
    const { name, layer } = payload.variables[row]!;
    return [
      diagnosed({
        ...{ severity: 'error', since: probe.step, variable: name, layer },
        option: /[iI]nitializer/,
        place: variablePlace(payload, row) ?? opPlace(chain[0]!.op),
        message: `Values grow ${formatNumber(factor)} times at each of ${chain.length} ${repeated ? 'time steps' : 'layers'}, ${formatNumber(largest / started)} times in all, and gradients with them`,
        evidence: { growth: largest / started, perProduct: factor, products: chain.length },
        advice: repeated
          ? 'Start the recurrent weights smaller (orthogonal), and clip the gradient.'
          : 'Draw the weights smaller (heNormal for relu, glorot for tanh), or normalise between layers.',
      }),
    ];
  },
};

/** The longest line of products that follow one another, the first before the last. */
export function chainOf({ graph }: ProgramEvidence): WeightOp[] {
  const ops = weightOps(graph);
  const before = ops.map((op) => ancestors(graph, op.input));
  const best: WeightOp[][] = [];
  ops.forEach((op, i) => {
    let longest: WeightOp[] = [];
    for (let j = 0; j < i; j++)
      if (best[j]!.length > longest.length && before[i]!.has(ops[j]!.output)) longest = best[j]!;
    best.push([...longest, op]);
  });
  return best.reduce((a, b) => (b.length > a.length ? b : a), []);
}

const rootMeanSquare = (reading: SlotReading | undefined) =>
  reading ? (Number.isFinite(reading.std) ? Math.hypot(reading.mean, reading.std) : Infinity) : NaN;
