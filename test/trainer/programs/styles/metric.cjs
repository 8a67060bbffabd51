// A loop that tells metrics of its own, as the library does.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
const metric = (name, value) => globalThis[Symbol.for('gradlens.metric')]?.(name, value);
ready().then(() => {
  const w = tf.variable(numbers([3, 2], 3, 0.5), true, 'w');
  const optimizer = tf.train.sgd(0.05);
  for (let i = 0; i < 3; i++) {
    const loss = optimizer.minimize(() => w.square().sum(), true);
    metric('size', i);
    metric('val_size', 10 * i);
    tell(i, loss.dataSync()[0], [w]);
  }
});
