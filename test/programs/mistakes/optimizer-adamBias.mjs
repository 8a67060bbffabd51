// Adam written by hand, with the bias correction by the total number of steps in place of the current one.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(100, 18);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs);
const variables = [tf.variable(tf.zeros([2, 1]), true, 'w'), tf.variable(tf.zeros([1]), true, 'b')];
const [w, b] = variables;
const m = variables.map((variable) => tf.zerosLike(variable));
const v = variables.map((variable) => tf.zerosLike(variable));
const [rate, beta1, beta2, steps] = [0.02, 0.9, 0.999, 120];

for (let t = 1; t <= steps; t++) {
  const { grads } = tf.variableGrads(() => tf.losses.meanSquaredError(y, x.matMul(w).add(b)), variables);
  variables.forEach((variable, i) => {
    const g = grads[variable.name];
    m[i] = m[i].mul(beta1).add(g.mul(1 - beta1));
    v[i] = v[i].mul(beta2).add(g.square().mul(1 - beta2));
    const mHat = m[i].div(1 - beta1 ** steps); //! optimizer-bug => const mHat = m[i].div(1 - beta1 ** t);
    const vHat = v[i].div(1 - beta2 ** steps); //! => const vHat = v[i].div(1 - beta2 ** t);
    variable.assign(variable.sub(mHat.div(vHat.sqrt().add(1e-8)).mul(rate)));
  });
}
