// Gradients with respect to plain tensors, which the loop replaces by new ones.
const tf = require('@tensorflow/tfjs');
const { observe, data } = require('./observe.cjs');

const { x, y } = data(12, [4]);
let kernel = tf.tensor2d([...Array(12).keys()].map((i) => Math.sin(i)), [4, 3]);
const gradient = tf.valueAndGrad((weights) => tf.losses.softmaxCrossEntropy(y, x.matMul(weights)));
for (let step = 0; step < 6; step++) {
  const { value, grad } = gradient(kernel);
  const next = tf.tidy(() => kernel.sub(grad.mul(0.2)));
  kernel.dispose();
  kernel = next;
  observe(step, [kernel], value.dataSync()[0]);
  tf.dispose([value, grad]);
}
