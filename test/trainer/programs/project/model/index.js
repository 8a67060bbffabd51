export function makeTrainer(tf, rate, start) {
  const weight = tf.variable(tf.scalar(start), true, 'weight');
  const optimizer = tf.train.sgd(rate);
  return () => optimizer.minimize(() => weight.square());
}
