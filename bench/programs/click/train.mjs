// Trains until it is stopped, and says when it has taken its first step.
import * as tf from '@tensorflow/tfjs';

const x = tf.linspace(-1, 1, 64).reshape([64, 1]);
const y = x.square();
const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [1], units: 16, activation: 'tanh' }));
model.add(tf.layers.dense({ units: 1 }));
const optimizer = tf.train.sgd(0.01);
for (let step = 1; ; step++) {
  optimizer.minimize(() => tf.losses.meanSquaredError(y, model.predict(x)));
  if (step === 1) console.log('first step');
  await new Promise((resolve) => setTimeout(resolve, 20));
}
