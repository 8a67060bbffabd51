// A layer class of one's own starts its weights at zero; there are two of them.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

class Mixing extends tf.layers.Layer {
  constructor(units, act, seed) {
    super({});
    Object.assign(this, { units, act, seed });
  }
  build(shape) {
    const start = tf.initializers.zeros(); //! initialization => const start = tf.initializers.glorotUniform({ seed: this.seed });
    this.kernel = this.addWeight('kernel', [shape.at(-1), this.units], 'float32', start);
    this.bias = this.addWeight('bias', [this.units], 'float32', tf.initializers.zeros());
  }
  computeOutputShape(shape) {
    return [...shape.slice(0, -1), this.units];
  }
  call(inputs) {
    return tf.tidy(() => this.act(tf.add(tf.matMul(Array.isArray(inputs) ? inputs[0] : inputs, this.kernel.read()), this.bias.read())));
  }
  static get className() {
    return 'Mixing';
  }
}
const { points, classes } = moons(200, 61);
const input = tf.input({ shape: [2] });
const model = tf.model({ inputs: input, outputs: new Mixing(1, tf.sigmoid, 2).apply(new Mixing(16, tf.tanh, 1).apply(input)) });
model.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(tf.tensor2d(points), tf.tensor2d(classes, [200, 1]), { epochs: 20, batchSize: 50, shuffle: false, verbose: 0 });
