// Two networks, two optimizers, one function that trains either: two trainings.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
ready().then(() => {
  const g = tf.variable(numbers([2, 2], 1, 0.5), true, 'generator');
  const d = tf.variable(numbers([2, 1], 2, 0.5), true, 'critic');
  const judge = (points, answer) => tf.losses.sigmoidCrossEntropy(tf.fill([8, 1], answer), points.matMul(d));
  const train = (optimizer, loss, variables) => optimizer.minimize(loss, true, variables);
  const [forG, forD] = [tf.train.adam(0.01, 0.5), tf.train.adam(0.01, 0.5)];
  for (let i = 0; i < 5; i++) {
    const [real, noise] = [numbers([8, 2], 10 + i), numbers([8, 2], 50 + i)];
    const lossD = train(forD, () => judge(real, 1).add(judge(noise.matMul(g), 0)), [d]);
    const lossG = train(forG, () => judge(noise.matMul(g), 1), [g]);
    tell(i, [lossD.dataSync()[0], lossG.dataSync()[0]], [g, d]);
    tf.dispose([real, noise, lossD, lossG]);
  }
});
