// Weight decay that is no term of the loss: node decay.cjs between|inside|none
const tf = require('@tensorflow/tfjs');

const [kind] = process.argv.slice(2);
const x = tf.randomNormal([32, 6], 0, 1, 'float32', 1);
const y = tf.randomNormal([32, 3], 0, 1, 'float32', 2);
const w = tf.variable(tf.randomNormal([6, 3], 0, 1, 'float32', 3), true, 'w');
const b = tf.variable(tf.zeros([3]), true, 'b');
const [rate, decay] = [0.1, 0.02];
const optimizer = tf.train.sgd(rate);
const loss = () => tf.losses.meanSquaredError(y, x.matMul(w).add(b));
for (let step = 0; step < 8; step++) {
  if (kind === 'inside') {
    const { grads } = tf.variableGrads(loss);
    w.assign(w.sub(grads.w.mul(rate)).sub(w.mul(rate * decay)));
    b.assign(b.sub(grads.b.mul(rate)));
  } else {
    optimizer.minimize(loss);
    if (kind === 'between') w.assign(w.mul(1 - rate * decay));
  }
}
