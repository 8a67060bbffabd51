/**
 * Finds functions with a gradient of their own that is not the derivative of their forward pass: straight-through estimators,
 * gradient reversal, clipped gradients. Curvature of such a loss is that of the forward pass, and its gradient is another thing.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { engineOf, releaseTape } from '../autodiff/engine.js';
import { kernelOps } from './liveOps.js';
import type { CustomGradientOp, LossProgram, NotTheDerivative, Slot } from './lossProgram.js';
import type { TensorflowCore } from '../tensorflow/core.js';
import { replayer, type SlotValues } from './replayOps.js';
import { inScope } from './scope.js';

/** Relative difference from which a gradient counts as another one, well above the rounding of two ways to compute the same. */
const ANOTHER = 1e-3;

/** The groups of the program's own list of ops, each differentiated alone, both ways, against the same upstream gradient. */
export function findNotTheDerivative(
  tf: TensorflowCore,
  program: LossProgram,
  weights: readonly Tensor[],
): NotTheDerivative[] {
  const groups = program.ops.filter((op): op is CustomGradientOp => op.kind === 'customGradient');
  if (groups.length === 0) return [];
  return inScope(tf, () => {
    const recorded = replayer(tf, program.slots.length, 'recorded');
    const plain = replayer(tf, program.slots.length, 'forward');
    const values = recorded.values();
    for (const leaf of program.leaves) {
      const { shape, dtype } = program.slots[leaf.slot]!;
      values[leaf.slot] = leaf.kind === 'variable' ? weights[leaf.variable] : tf.tensor(leaf.values, shape, dtype);
    }
    const found: NotTheDerivative[] = [];
    // The gradient with respect to data (labels) is asked for by nobody, and often not given right.
    const fixed = new Set(program.leaves.filter(({ kind }) => kind !== 'variable').map(({ slot }) => slot));
    const differentiated = (slot: Slot) => !fixed.has(slot);
    for (const op of program.ops) {
      const before = values.slice();
      recorded.run([op], values);
      if (op.kind !== 'customGradient' || !op.backward) continue;
      const gradientBy = (replay: typeof plain) =>
        gradientOf(tf, op, before, differentiated, (inner) => replay.run([op], inner));
      const difference = differenceOf(gradientBy(recorded), gradientBy(plain));
      if (difference === null || difference < ANOTHER) continue;
      const kernels = [...new Set([...kernelOps(op.forward)].map(({ kernel }) => kernel))];
      found.push({ source: op.source, kernels, difference });
    }
    recorded.release();
    plain.release();
    return found;
  });
}

/** Gradient of Σ output·dy with respect to the float inputs of the group; null where an op in it has no gradient. */
function gradientOf(
  tf: TensorflowCore,
  op: CustomGradientOp,
  before: SlotValues,
  differentiated: (slot: Slot) => boolean,
  run: (values: SlotValues) => void,
): (Float32Array | null)[] | null {
  const slots = [...new Set(op.inputs)].filter((slot) => differentiated(slot) && before[slot]!.dtype === 'float32');
  const inputs = slots.map((slot) => before[slot]!);
  try {
    const { grads } = tf.engine().gradients(
      () => {
        const values = before.slice();
        run(values);
        const output = values[op.outputs[0]]!;
        return tf.sum(tf.mul(output, upstream(tf, output)));
      },
      inputs,
      undefined,
      true,
    );
    return grads.map((gradient) => (gradient ? (gradient.dataSync() as Float32Array) : null));
  } catch {
    releaseTape(engineOf(tf));
    return null;
  }
}

/** Numbers without a pattern that a wrong gradient could hide behind. */
function upstream(tf: TensorflowCore, { size, shape }: Tensor): Tensor {
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => 1 + Math.sin(1 + 2.7 * i) / 2),
    shape,
  );
}

function differenceOf(a: (Float32Array | null)[] | null, b: (Float32Array | null)[] | null): number | null {
  if (!a || !b) return null;
  let difference = 0;
  let size = 0;
  a.forEach((left, i) => {
    const right = b[i];
    const length = (left ?? right)?.length ?? 0;
    for (let j = 0; j < length; j++) {
      difference += ((left?.[j] ?? 0) - (right?.[j] ?? 0)) ** 2;
      size += (right?.[j] ?? 0) ** 2;
    }
  });
  return difference === 0 ? 0 : Math.sqrt(difference / size);
}
