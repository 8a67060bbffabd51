/** A style of writing a training: run with seeded random numbers, it takes two steps or more. */
import * as tf from '@tensorflow/tfjs';

export type Style = () => void | Promise<void>;

/** The same numbers in (−1, 1) at every run. */
export function numbers(shape: number[], seed: number, scale = 1): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  let state = (seed * 2654435761 + 12345) >>> 0;
  const values = Float32Array.from({ length: size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return scale * (state / 2 ** 31 - 1);
  });
  return tf.tensor(values, shape);
}

/** A matrix, or of the rank that is said. */
export const variable = <R extends tf.Rank = tf.Rank.R2>(shape: number[], seed: number, scale = 0.5): tf.Variable<R> =>
  tf.variable(numbers(shape, seed, scale)) as unknown as tf.Variable<R>;

export const oneHot = (rows: number, classes: number) =>
  tf.tidy(() =>
    tf
      .oneHot(
        tf.tensor1d(
          Array.from({ length: rows }, (_, i) => i % classes),
          'int32',
        ),
        classes,
      )
      .toFloat(),
  );

export const seeded = (seed: number) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed }) });
export const recurrent = (seed: number) => ({
  ...seeded(seed),
  recurrentInitializer: tf.initializers.glorotNormal({ seed: seed + 100 }),
});
export const softmaxOutput = (units = 4) => tf.layers.dense({ units, activation: 'softmax', ...seeded(9) });

/** Two steps of minimize. */
export function minimized(loss: () => tf.Scalar, variables?: tf.Variable[], optimizer = tf.train.sgd(0.05)): void {
  for (let step = 0; step < 3; step++) optimizer.minimize(loss, true, variables)!.dispose();
}

/** Two epochs of fit on 16 rows of the shape in batches of 8. */
export async function fitted(layers: tf.layers.Layer[], shape: number[], options: FitOptions = {}): Promise<void> {
  const model = tf.sequential({ layers });
  const loss = options.loss ?? 'categoricalCrossentropy';
  model.compile({ optimizer: options.optimizer ?? tf.train.adam(1e-3), loss, metrics: options.metrics ?? [] });
  const x = options.x ?? numbers([options.rows ?? 16, ...shape], 3);
  const y = options.y ?? oneHot(options.rows ?? 16, 4);
  await model.fit(x, y, { batchSize: 8, epochs: 2, verbose: 0, shuffle: true, ...options.fit });
}
export interface FitOptions {
  loss?: string | string[];
  optimizer?: tf.Optimizer;
  metrics?: string[];
  rows?: number;
  x?: tf.Tensor;
  y?: tf.Tensor;
  fit?: tf.ModelFitArgs;
}
