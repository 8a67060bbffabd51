/** Every second derivative of a small model, with the layers along its diagonal. */
import type { DenseHessian } from '../../protocol/measurements.js';
import type { VariableInfo } from '../../protocol/records.js';

/** @param matrix row-major, in the order of the variables. */
export function denseHessian(
  matrix: Float64Array,
  variables: readonly VariableInfo[],
  samples: number | null,
): DenseHessian {
  const blocks: DenseHessian['blocks'] = [];
  let from = 0;
  for (const { layer, name, parameters } of variables) {
    const block = layer ?? name;
    // Variables of one layer that follow each other are one block; those without numbers are none.
    if (parameters > 0 && blocks.at(-1)?.name !== block) blocks.push({ name: block, from });
    from += parameters;
  }
  return { size: from, values: Float32Array.from(matrix), blocks, samples };
}
