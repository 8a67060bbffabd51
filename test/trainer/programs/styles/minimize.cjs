// optimizer.minimize on two variables, momentum.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
ready().then(() => {
  const x = numbers([16, 3], 1);
  const y = numbers([16, 2], 2);
  const w = tf.variable(numbers([3, 2], 3, 0.1), true, 'w');
  const b = tf.variable(tf.zeros([2]), true, 'b');
  const optimizer = tf.train.momentum(0.1, 0.9);
  for (let i = 0; i < 10; i++) {
    const loss = optimizer.minimize(() => x.matMul(w).add(b).sub(y).square().mean(), true);
    tell(i, loss.dataSync()[0], [w, b]);
    loss.dispose();
  }
});
