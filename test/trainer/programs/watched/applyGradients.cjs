// variableGrads, clipped by hand, given to applyGradients in a loop that never yields.
const tf = require('@tensorflow/tfjs');
const { observe, data } = require('./observe.cjs');

const { x, y } = data(16, [4]);
const kernel = tf.variable(tf.randomUniform([4, 3], -1, 1, 'float32', 5));
const optimizer = tf.train.sgd(0.3);
for (let step = 0; step < 8; step++) {
  tf.tidy(() => {
    const { value, grads } = tf.variableGrads(() => tf.losses.softmaxCrossEntropy(y, tf.dropout(x, 0.2).matMul(kernel)));
    const clipped = Object.fromEntries(Object.entries(grads).map(([name, grad]) => [name, grad.clipByValue(-0.1, 0.1)]));
    optimizer.applyGradients(clipped);
    observe(step, [kernel], value.dataSync()[0]);
  });
}
