// A class Adam of one's own without any bias correction.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const x = standardized(tf.tensor2d(lengths));
const y = tf.oneHot(species, 3);
class Adam {
  constructor(rate) {
    this.rate = rate;
    this.state = new Map();
    this.t = 0;
  }
  step(variables, grads) {
    this.t++;
    for (const variable of variables) {
      const g = grads[variable.name];
      const s = this.state.get(variable.name) ?? { m: tf.zerosLike(g), v: tf.zerosLike(g) };
      s.m = s.m.mul(0.9).add(g.mul(0.1));
      s.v = s.v.mul(0.999).add(g.square().mul(0.001));
      this.state.set(variable.name, s);
      const mHat = s.m; //! optimizer-bug => const mHat = s.m.div(1 - 0.9 ** this.t);
      const vHat = s.v; //! => const vHat = s.v.div(1 - 0.999 ** this.t);
      variable.assign(variable.sub(mHat.div(vHat.sqrt().add(1e-8)).mul(this.rate)));
    }
  }
}
const w = tf.variable(tf.randomNormal([4, 3], 0, 0.1, 'float32', 1), true, 'w');
const optimizer = new Adam(0.02);
for (let step = 0; step < 80; step++) {
  const { grads } = tf.variableGrads(() => tf.losses.softmaxCrossEntropy(y, x.matMul(w)), [w]);
  optimizer.step([w], grads);
}
