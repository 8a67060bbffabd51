// One set of variables, two losses on two lines, two optimizers on a third: each its own training.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
ready().then(() => {
  const x = numbers([16, 3], 1);
  const w = tf.variable(numbers([3, 2], 3, 0.5), true, 'w');
  const optimizer = tf.train.sgd(0.05);
  const rates = [tf.train.sgd(0.01), tf.train.sgd(0.02)];
  for (let i = 0; i < 4; i++) {
    const first = optimizer.minimize(() => x.matMul(w).square().mean(), true);
    const second = optimizer.minimize(() => x.matMul(w).abs().mean(), true);
    const third = rates[i % 2].minimize(() => w.square().sum(), true);
    tell(i, [first, second, third].map((loss) => loss.dataSync()[0]), [w]);
    tf.dispose([first, second, third]);
  }
});
