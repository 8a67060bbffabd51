/**
 * Two layers of weights with nothing nonlinear between them are one: B(Ax + a) + b = (BA)x + (Ba + b).
 *
 * Evidence: in the loss program a product or convolution of trained weights goes into the next through additions of biases, multiplications
 * with what is not trained, and reshaping alone.
 * Silent: where the width between them is below that before and behind (a bottleneck: linear auto-encoders, low-rank factors), for depthwise filters
 * (separable convolutions), one-hot inputs (embeddings), and where anything else lies between (attention, normalisation, residuals, pooling).
 */
import type { Slot } from '../../program/lossProgram.js';
import { diagnosed } from '../finding.js';
import { opPlace } from '../place.js';
import type { ProgramEvidence } from '../programEvidence.js';
import { inputsOf, isKernel, type ProgramGraph } from '../programGraph.js';
import type { Rule } from '../rule.js';
import { variableAt, weightOps, DEPTHWISE_KERNELS, type WeightOp } from '../weightOps.js';

export const linearCollapse: Rule = {
  name: 'layers-collapse',
  family: 'linear-collapse',
  when: ['probe'],
  thresholds: {},
  examine({ programs, payload }) {
    const probe = programs[0];
    if (!probe) return [];
    const ops = weightOps(probe.graph);
    const byOutput = new Map(ops.map((op) => [op.output, op]));
    const seen = new Set<number>();
    const pairs = ops.flatMap((second) => {
      const first = linearly(probe.graph, second.input, byOutput);
      if (!first || first.variable === second.variable || !isWide(probe, first, second)) return [];
      if (DEPTHWISE_KERNELS.includes(first.kernel) || DEPTHWISE_KERNELS.includes(second.kernel)) return [];
      if (isOneHot(probe, first.input) || seen.has(first.variable)) return [];
      seen.add(first.variable);
      return [{ first, second }];
    });
    if (pairs.length === 0) return [];
    const [{ first }] = pairs as [{ first: WeightOp; second: WeightOp }];
    const name = (row: number) => payload.variables[row]?.layer ?? payload.variables[row]?.name ?? String(row);
    const names = [...new Set(pairs.flatMap((pair) => [name(pair.first.variable), name(pair.second.variable)]))];
    return [
      diagnosed({
        ...{ severity: 'warning', since: probe.step, place: opPlace(first.op) },
        layer: payload.variables[first.variable]?.layer ?? null,
        variable: payload.variables[first.variable]?.name ?? null,
        message: `Nothing nonlinear stands between ${names.join(', ')}: together they can do no more than one linear layer`,
        evidence: { layers: names, widths: pairs.map((pair) => probe.program.slots[pair.first.output]!.shape.at(-1)) },
        advice: "Put an activation between them (activation: 'relu'), or leave one out.",
      }),
    ];
  },
};

/** The product of weights that a slot comes from linearly; null: something else lies between. */
function linearly(graph: ProgramGraph, from: Slot, byOutput: ReadonlyMap<Slot, WeightOp>): WeightOp | null {
  let at = from;
  for (;;) {
    at = graph.origin(at);
    const found = byOutput.get(at);
    if (found) return found;
    const op = graph.maker(at);
    if (isKernel(op, 'Add', 'AddV2', 'Sub', 'Multiply', 'BiasAdd', 'RealDiv')) {
      const inputs = inputsOf(op);
      const other = inputs.filter((slot) => !isPlain(graph, slot));
      if (other.length !== 1) return null;
      if (isKernel(op, 'Multiply', 'RealDiv') && inputs.some((slot) => variableAt(graph, slot) !== null)) return null;
      at = other[0]!;
    } else return null;
  }
}

/** A variable itself, or nothing that is trained. */
const isPlain = (graph: ProgramGraph, slot: Slot) =>
  variableAt(graph, slot) !== null || graph.variables(slot).size === 0;

function isWide({ program }: ProgramEvidence, first: WeightOp, second: WeightOp): boolean {
  const width = (slot: Slot) => program.slots[slot]!.shape.at(-1)!;
  const [before, between, behind] = [width(first.input), width(first.output), width(second.output)];
  return between >= Math.min(before, behind);
}

function isOneHot({ readings, graph }: ProgramEvidence, input: Slot): boolean {
  const rows = readings.get(graph.origin(input))?.rows ?? readings.get(input)?.rows;
  return !!rows && rows.single === rows.count && rows.sumMin === 1 && rows.sumMax === 1;
}
