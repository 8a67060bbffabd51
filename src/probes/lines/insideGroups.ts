/**
 * The gradient inside of functions whose gradient the program writes itself (`tf.customGrad`): that of each op of their forward pass, by the
 * derivative of these ops, from the gradient that came to the function in the user's step. What the program's own `gradFunc`
 * passes on to what lies before is another matter, and stays as it was.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { CustomGradientOp, LossProgram, SourceLine } from '../../program/lossProgram.js';
import { openGroup } from '../../program/openGroup.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { linesOf } from './linesOf.js';
import { opGradients } from './opGradients.js';

export interface InsideGradient extends SourceLine {
  /** ‖∂L/∂output‖ of one op. */
  norm: number;
}

/** Each group takes a sweep of its own. */
const MOST_GROUPS = 4;

export function insideGradients(
  core: TensorflowCore,
  program: LossProgram,
  weights: readonly Tensor[],
): InsideGradient[] {
  const groups = program.ops.flatMap((op, i) => (op.kind === 'customGradient' && hasOwnLines(op) ? [i] : []));
  return groups.slice(0, MOST_GROUPS).flatMap((at) => {
    const group = program.ops[at] as CustomGradientOp;
    try {
      const { outputs } = opGradients(core, openGroup(program, at), weights);
      return group.forward.flatMap((op, i) =>
        op.source ? [{ ...linesOf(op.source).own, norm: outputs[at + i]! }] : [],
      );
    } catch {
      // An op inside that has no derivative is why the program wrote its own: there is none to show.
      return [];
    }
  });
}

/** The program's own function: what is inside of one of TensorFlow.js's stands on the line that calls it. */
function hasOwnLines({ source, forward }: CustomGradientOp): boolean {
  const own = source && linesOf(source).own;
  return forward.some((op) => {
    const place = op.source && linesOf(op.source).own;
    return place && (place.line !== own?.line || place.file !== own.file);
  });
}
