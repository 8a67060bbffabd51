// A moving average of the weights and a counter, both Variables that assign themselves: no trainings of their own.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
ready().then(() => {
  const x = numbers([16, 3], 1);
  const y = numbers([16, 2], 2);
  const w = tf.variable(numbers([3, 2], 3, 0.1), true, 'w');
  const average = tf.variable(tf.zeros([3, 2]), true, 'average');
  const count = tf.variable(tf.scalar(0), true, 'count');
  const optimizer = tf.train.adam(0.05);
  for (let i = 0; i < 6; i++) {
    const loss = optimizer.minimize(() => x.matMul(w).sub(y).square().mean(), true, [w]);
    tf.tidy(() => average.assign(average.mul(0.9).add(w.mul(0.1))));
    tf.tidy(() => count.assign(count.add(1)));
    tell(i, loss.dataSync()[0], [w, average, count]);
    loss.dispose();
  }
});
