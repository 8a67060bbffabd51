/** One transformer block on tokens: width 64, 4 heads, 32 positions, 200 tokens, next-token loss, batch 16. */
import type * as tensorflow from '@tensorflow/tfjs';
import type { Step, Tensorflow, TrainedLoss } from './models.js';

const [WIDTH, HEADS, LENGTH, TOKENS, BATCH, INNER] = [64, 4, 32, 200, 16, 256];

export function transformerBlock(tf: Tensorflow): Step {
  const { loss, variables } = transformerLoss(tf);
  const optimizer = tf.train.adam(1e-3);
  return async () => {
    const value = optimizer.minimize(loss, true, variables)!;
    const [number] = await value.data();
    value.dispose();
    return number!;
  };
}

export function transformerLoss(tf: Tensorflow): TrainedLoss {
  let seed = 1;
  const weight = (shape: number[], size: number) =>
    tf.variable(tf.randomUniform(shape, -size, size, 'float32', seed++));
  const matrices = {
    embedding: weight([TOKENS, WIDTH], 0.1),
    position: weight([LENGTH, WIDTH], 0.1),
    query: weight([WIDTH, WIDTH], 0.12),
    key: weight([WIDTH, WIDTH], 0.12),
    value: weight([WIDTH, WIDTH], 0.12),
    out: weight([WIDTH, WIDTH], 0.12),
    inner: weight([WIDTH, INNER], 0.1),
    outer: weight([INNER, WIDTH], 0.06),
    logits: weight([WIDTH, TOKENS], 0.1),
  };
  const gains = [tf.variable(tf.ones([WIDTH])), tf.variable(tf.ones([WIDTH]))] as const;
  const offsets = [tf.variable(tf.zeros([WIDTH])), tf.variable(tf.zeros([WIDTH]))] as const;
  const ids = tf.tensor2d(
    Int32Array.from({ length: BATCH * (LENGTH + 1) }, (_, i) => (i * 7919) % TOKENS),
    [BATCH, LENGTH + 1],
    'int32',
  );
  const input = tf.slice(ids, [0, 0], [BATCH, LENGTH]);
  const target = tf.cast(tf.oneHot(tf.reshape(tf.slice(ids, [0, 1], [BATCH, LENGTH]), [-1]), TOKENS), 'float32');
  const causal = Float32Array.from({ length: LENGTH * LENGTH }, (_, i) =>
    i % LENGTH > Math.floor(i / LENGTH) ? -1e9 : 0,
  );
  const mask = tf.tensor2d(causal, [LENGTH, LENGTH]);

  const project = (x: tensorflow.Tensor, w: tensorflow.Tensor) =>
    tf.reshape(tf.matMul(tf.reshape(x, [BATCH * LENGTH, w.shape[0]!]), w), [BATCH, LENGTH, w.shape[1]!]);
  const split = (x: tensorflow.Tensor) =>
    tf.reshape(tf.transpose(tf.reshape(x, [BATCH, LENGTH, HEADS, WIDTH / HEADS]), [0, 2, 1, 3]), [
      BATCH * HEADS,
      LENGTH,
      WIDTH / HEADS,
    ]);
  const normalize = (x: tensorflow.Tensor, i: 0 | 1) => {
    const centred = tf.sub(x, tf.mean(x, -1, true));
    const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), 1e-5));
    return tf.add(tf.mul(tf.mul(centred, scale), gains[i]), offsets[i]);
  };
  const gelu = (x: tensorflow.Tensor) => {
    const inside = tf.mul(0.7978845608, tf.add(x, tf.mul(0.044715, tf.pow(x, 3))));
    return tf.mul(tf.mul(0.5, x), tf.add(1, tf.tanh(inside)));
  };
  const loss = (): tensorflow.Scalar => {
    const x = tf.add(tf.gather(matrices.embedding, input), matrices.position);
    const normal = normalize(x, 0);
    const [q, k, v] = [matrices.query, matrices.key, matrices.value].map((w) => split(project(normal, w)));
    const scores = tf.mul(tf.matMul(q!, k!, false, true), 1 / Math.sqrt(WIDTH / HEADS));
    const mixed = tf.matMul(tf.softmax(tf.add(scores, mask)), v!);
    const joined = tf.transpose(tf.reshape(mixed, [BATCH, HEADS, LENGTH, WIDTH / HEADS]), [0, 2, 1, 3]);
    const attended = tf.add(x, project(tf.reshape(joined, [BATCH, LENGTH, WIDTH]), matrices.out));
    const hidden = gelu(project(normalize(attended, 1), matrices.inner));
    const result = tf.add(attended, project(hidden, matrices.outer));
    const logits = tf.matMul(tf.reshape(result, [BATCH * LENGTH, WIDTH]), matrices.logits);
    return tf.losses.softmaxCrossEntropy(target, logits);
  };
  return { loss, variables: [...Object.values(matrices), ...gains, ...offsets] };
}
