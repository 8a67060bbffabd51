/**
 * Rounding or a threshold stands between a variable and the loss: its derivative is zero everywhere, and training stands still.
 *
 * Evidence: in the loss program every path from the variable to the loss goes through Round, Floor, Ceil, Sign or Step.
 * Silent: inside a function with a gradient of its own (a straight-through estimator), and where another path exists.
 */
import type { LossOp } from '../../program/lossProgram.js';
import { diagnosed } from '../finding.js';
import { opPlace } from '../place.js';
import { inputsOf, isKernel, type ProgramGraph } from '../programGraph.js';
import type { Rule } from '../rule.js';

const FLAT = ['Round', 'Floor', 'Ceil', 'Sign', 'Step', 'FloorDiv'];

export const zeroGradientOp: Rule = {
  name: 'zero-derivative',
  family: 'non-differentiable',
  when: ['probe'],
  thresholds: {},
  examine({ programs, payload }) {
    const probe = programs[0];
    if (!probe) return [];
    const flat = probe.program.ops.filter((op) => isKernel(op, ...FLAT));
    const reached = reachedSmoothly(probe.graph);
    return flat.flatMap((op) => {
      const stuck = [...probe.graph.variables(op.outputs[0]!)].filter((row) => !reached.has(row));
      if (stuck.length === 0 || !isKernel(op, ...FLAT)) return [];
      const names = stuck.map((row) => payload.variables[row]?.name ?? String(row));
      const kernel = op.kernel.toLowerCase();
      return diagnosed({
        ...{ subject: String(op.outputs[0]), severity: 'error', since: probe.step, place: opPlace(op) },
        variable: names[0]!,
        message: `${kernel} has a derivative of zero, and ${names.join(', ')} can reach the loss only through it: no gradient arrives`,
        evidence: { kernel, variables: names },
        advice: `Leave ${kernel} out of the loss (use it for predictions only), or give it a straight-through gradient by tf.customGrad.`,
      });
    });
  },
};

/** Variables with a path to the loss without a flat op. */
function reachedSmoothly(graph: ProgramGraph): Set<number> {
  const reached = new Set<number>();
  const seen = new Set<number>();
  const waiting = [graph.program.loss];
  for (let slot = waiting.pop(); slot !== undefined; slot = waiting.pop()) {
    if (seen.has(slot)) continue;
    seen.add(slot);
    const leaf = graph.leaf(slot);
    if (leaf?.kind === 'variable') reached.add(leaf.variable);
    const op: LossOp | null = graph.maker(slot);
    if (op && !isKernel(op, ...FLAT)) waiting.push(...inputsOf(op));
  }
  return reached;
}
