// Momentum written by hand adds the velocity with the wrong sign.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const x = standardized(tf.tensor2d(lengths));
const y = tf.oneHot(species, 3);
const w = tf.variable(tf.zeros([4, 3]), true, 'w');
let velocity = tf.zeros([4, 3]);

for (let step = 0; step < 80; step++) {
  const { grads } = tf.variableGrads(() => tf.losses.softmaxCrossEntropy(y, x.matMul(w)), [w]);
  velocity = velocity.mul(0.9).add(grads.w);
  w.assign(w.add(velocity.mul(0.02))); //! optimizer-bug => w.assign(w.sub(velocity.mul(0.02)));
}
