// One loss without a list of variables: every trainable variable of the program, and Adam's own powers of beta.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
ready().then(() => {
  const a = tf.variable(numbers([2, 2], 1), true, 'a');
  const b = tf.variable(numbers([2, 2], 2), true, 'b');
  const unused = tf.variable(numbers([2], 3), true, 'unused');
  const optimizer = tf.train.adamax(0.05);
  for (let i = 0; i < 4; i++) {
    const loss = optimizer.minimize(() => b.matMul(a).square().mean(), true);
    tell(i, loss.dataSync()[0], [a, b, unused]);
    loss.dispose();
  }
});
