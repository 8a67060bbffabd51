// A variational auto-encoder: noise inside the loss, and a divergence of which the weight grows over the first steps.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const x = digits(200).pixels.div(255);
const dense = (units, activation, seed, inputDim) =>
  tf.layers.dense({ units, activation, inputDim, kernelInitializer: tf.initializers.glorotUniform({ seed }) });
const encoder = tf.sequential({ layers: [dense(48, 'relu', 1, 784), dense(8, 'linear', 2)] });
const decoder = tf.sequential({ layers: [dense(48, 'relu', 3, 4), dense(784, 'linear', 4)] });
const optimizer = tf.train.adam(2e-3);
for (let step = 0; step < 80; step++) {
  const batch = x.slice([(step % 5) * 40, 0], [40, 784]);
  const weight = Math.min(1, step / 40);
  optimizer.minimize(() => {
    const [mean, logVariance] = tf.split(encoder.apply(batch), 2, 1);
    const code = mean.add(logVariance.div(2).exp().mul(tf.randomNormal([40, 4], 0, 1, 'float32', step)));
    const pictures = tf.losses.sigmoidCrossEntropy(batch, decoder.apply(code)).mul(784);
    const divergence = logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).sum(1).mean().mul(-0.5);
    return pictures.add(divergence.mul(weight));
  });
}
