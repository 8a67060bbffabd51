// Gradients of three micro-batches are added up before one update.
const tf = require('@tensorflow/tfjs');
const { observe, data } = require('./observe.cjs');

const { x, y } = data(18, [4]);
const kernel = tf.variable(tf.randomUniform([4, 3], -1, 1, 'float32', 5), true, 'kernel');
const optimizer = tf.train.adamax(0.1);
for (let step = 0; step < 4; step++) {
  let sum = tf.zeros([4, 3]);
  for (let part = 0; part < 3; part++) {
    sum = tf.tidy(() => {
      const loss = () => tf.losses.softmaxCrossEntropy(y.slice(part * 6, 6), x.slice(part * 6, 6).matMul(kernel));
      return sum.add(tf.variableGrads(loss, [kernel]).grads.kernel);
    });
  }
  optimizer.applyGradients({ kernel: sum });
  observe(step, [kernel], 0);
}
