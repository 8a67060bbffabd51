// optimizer.minimize in an ES module, the schedule by new optimizers: one training.
import seeded from './seeded.cjs';
const { tf, tell, numbers, ready } = seeded;
await ready();
const x = numbers([16, 3], 1);
const y = numbers([16, 2], 2);
const w = tf.variable(numbers([3, 2], 3, 0.1), true, 'w');
for (let i = 0; i < 6; i++) {
  const optimizer = tf.train.sgd(0.1 / (1 + i));
  const loss = optimizer.minimize(() => x.matMul(w).sub(y).square().mean(), true);
  tell(i, loss.dataSync()[0], [w]);
  tf.dispose([loss, optimizer]);
}
