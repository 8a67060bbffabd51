// A generator against a discriminator: two trainings that alternate.
const tf = require('@tensorflow/tfjs');
const { observe } = require('./observe.cjs');

const generator = tf.variable(tf.tensor1d([0.1, -0.2]), true, 'generator');
const discriminator = tf.variable(tf.tensor1d([0.3, 0.05]), true, 'discriminator');
const real = tf.tensor1d([1, 2]);
const score = (sample) => sample.mul(discriminator).sum().sigmoid();
const first = tf.train.adam(0.02);
const second = tf.train.sgd(0.1);
for (let step = 0; step < 6; step++) {
  const noise = tf.tensor1d([Math.random(), Math.random()]);
  first.minimize(() => score(real).log().neg().add(score(noise.mul(generator)).neg().add(1).log().neg()), false, [discriminator]);
  second.minimize(() => score(noise.mul(generator)).log().neg(), false, [generator]);
  observe(step, [generator, discriminator], 0);
}
