// variableGrads, clipped by the global norm, applied by the optimizer.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
ready().then(() => {
  const x = numbers([16, 3], 1);
  const y = numbers([16, 2], 2, 5);
  const w = tf.variable(numbers([3, 2], 3, 0.1), true, 'w');
  const b = tf.variable(tf.zeros([2]), true, 'b');
  const optimizer = tf.train.sgd(0.1);
  for (let i = 0; i < 5; i++) {
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(() => x.matMul(w).add(b).sub(y).square().mean());
      const norm = tf.sqrt(grads.w.square().sum().add(grads.b.square().sum()));
      const factor = tf.minimum(1, tf.div(0.05, norm));
      optimizer.applyGradients({ w: grads.w.mul(factor), b: grads.b.mul(factor) });
      tell(i, value.dataSync()[0], [w, b]);
    });
  }
});
