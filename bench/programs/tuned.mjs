// A training whose λ is tuned: an MLP on made-up data by a loop of its own, which reports a validation loss.
import * as tf from '@tensorflow/tfjs';

const lambda = 0.01;
const [samples, inputs, hidden, steps] = [512, 64, 128, 300];
const data = (seed) => {
  const x = tf.randomNormal([samples, inputs], 0, 1, 'float32', seed);
  return { x, y: tf.tidy(() => x.slice([0, 0], [-1, 4]).sum(1, true).tanh()) };
};
const [train, held] = [data(1), data(2)];
const first = tf.variable(tf.randomNormal([inputs, hidden], 0, 0.1, 'float32', 3));
const second = tf.variable(tf.randomNormal([hidden, 1], 0, 0.1, 'float32', 4));
const error = ({ x, y }) => x.matMul(first).tanh().matMul(second).sub(y).square().mean();
const optimizer = tf.train.adam(0.01);
for (let step = 0; step < steps; step++) {
  optimizer.minimize(() => {
    const penalty = first.square().sum().add(second.square().sum());
    return error(train).add(penalty.mul(lambda));
  });
}
const loss = tf.tidy(() => error(held).dataSync()[0]);
globalThis[Symbol.for('gradlens.metric')]?.('val_loss', loss);
console.log(loss);
