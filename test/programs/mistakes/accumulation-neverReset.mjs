// Gradients of four micro-batches are added up, and the sum is never set back to zero.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const x = standardized(tf.tensor2d(lengths));
const y = tf.oneHot(species, 3);
const w = tf.variable(tf.zeros([4, 3]), true, 'w');
const optimizer = tf.train.sgd(0.02);

let sum = tf.zerosLike(w);
for (let step = 0; step < 60; step++) {
  for (let part = 0; part < 4; part++) {
    const loss = () =>
      tf.losses.softmaxCrossEntropy(y.slice([part * 30, 0], [30, 3]), x.slice([part * 30, 0], [30, 4]).matMul(w));
    const { grads } = tf.variableGrads(loss, [w]);
    sum = sum.add(grads.w.div(4));
  }
  optimizer.applyGradients({ w: sum }); //! accumulation => optimizer.applyGradients({ w: sum });
  //+sum = tf.zerosLike(w);
}
