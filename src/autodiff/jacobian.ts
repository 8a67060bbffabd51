/** First derivatives of functions with many outputs: the whole matrix, and its norm over a batch. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../tensorflow/core.js';
import { shapeWithoutBatch } from './errors.js';
import { recordTape } from './recordedTape.js';
import { basisVectors } from './vectors.js';

/**
 * J[i…, j…] = ∂f(x)[i…] / ∂x[j…], of shape [...f(x).shape, ...x.shape].
 *
 * f is evaluated once; each of its output elements costs one backward sweep.
 */
export function jacobian(core: TensorflowCore, f: (x: Tensor) => Tensor, x: Tensor): Tensor {
  const tape = recordTape(core, () => [f(x)], [x]);
  const [y] = tape.outputs;
  try {
    return core.tidy(() => {
      const rows: Tensor[] = [];
      for (const vectors of basisVectors(core, [y!])) {
        rows.push(tape.pullback(vectors)[0]!);
        core.dispose(vectors);
      }
      const shape = [...y!.shape, ...x.shape];
      return rows.length === 0 ? core.zeros(shape) : core.reshape(core.stack(rows), shape);
    });
  } finally {
    tape.dispose();
  }
}

/**
 * ‖J‖ over a batch: √(1/B · Σ_b ‖∂f(x)_b / ∂x_b‖_F²), a scalar, for x of shape [B, …] and f(x) of shape [B, …].
 *
 * f must treat the samples of a batch independently of each other (so no batch norm in training mode): then all B blocks of
 * one output are found by one backward sweep, and the norm costs as many sweeps as f has outputs a sample.
 *
 * Hoffman, Roberts, Yaida, Robust learning with Jacobian regularization (2019).
 */
export function jacobianNorm(core: TensorflowCore, f: (x: Tensor) => Tensor, x: Tensor): Scalar {
  const tape = recordTape(core, () => [f(x)], [x]);
  const [y] = tape.outputs;
  try {
    const samples = x.shape[0];
    if (samples === undefined || y!.shape[0] !== samples) throw shapeWithoutBatch(x.shape, y!.shape);
    const sample = y!.shape.slice(1);
    return core.tidy(() => {
      let sum = core.scalar(0);
      const one = core.zeros(sample);
      for (const vectors of basisVectors(core, [one])) {
        sum = core.tidy(() => {
          const same = core.broadcastTo(core.expandDims(vectors[0]!, 0), y!.shape);
          return core.add<Scalar>(sum, core.sum(core.square(tape.pullback([same])[0]!)));
        });
        core.dispose(vectors);
      }
      return core.sqrt(core.div<Scalar>(sum, samples));
    });
  } finally {
    tape.dispose();
  }
}
