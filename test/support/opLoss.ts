/** A scalar from an op's output whose first and second derivatives see all of it: Σ w y + ½ Σ y². */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../src/tensorflow/core.js';
import { uniform, type Data, type OpCase } from './opCases/opCase.js';

export function tensorOf(core: TensorflowCore, { values, shape }: Data): Tensor {
  return core.tensor(values, shape, 'float32');
}

export function lossOf(core: TensorflowCore, { f }: OpCase, xs: Tensor[]): Scalar {
  const y = f(core, xs);
  const weights = tensorOf(core, uniform(y.shape, 77, 0.5, 1.5));
  return core.add<Scalar>(core.sum(core.mul(weights, y)), core.mul(0.5, core.sum(core.square(y))));
}

/** One vector for each input, along which the Hessian is looked at. */
export function vectorsOf({ xs }: OpCase): Data[] {
  return xs.map(({ shape }, i) => uniform(shape, 900 + i));
}
