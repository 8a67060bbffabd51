// Adam written by hand, with the bias correction of the current step.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(128, 31);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs);
const variables = [tf.variable(tf.randomNormal([2, 1], 0, 0.1, 'float32', 1), true, 'slope'), tf.variable(tf.zeros([1]), true, 'offset')];
const moments = variables.map((variable) => ({ m: tf.zerosLike(variable), v: tf.zerosLike(variable) }));
const [rate, beta1, beta2] = [0.05, 0.9, 0.999];

for (let t = 1; t <= 150; t++) {
  const { grads } = tf.variableGrads(() => tf.losses.meanSquaredError(y, x.matMul(variables[0]).add(variables[1])), variables);
  variables.forEach((variable, i) => {
    const state = moments[i];
    const g = grads[variable.name];
    state.m = state.m.mul(beta1).add(g.mul(1 - beta1));
    state.v = state.v.mul(beta2).add(g.square().mul(1 - beta2));
    const step = state.m.div(1 - beta1 ** t).div(state.v.div(1 - beta2 ** t).sqrt().add(1e-8));
    variable.assign(variable.sub(step.mul(rate)));
  });
}
