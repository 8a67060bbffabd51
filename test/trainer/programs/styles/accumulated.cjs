// Four micro-batches make one step: the optimizer is given the mean of their gradients.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
ready().then(() => {
  const w = tf.variable(numbers([3, 2], 3, 0.1), true, 'w');
  const optimizer = tf.train.sgd(0.1);
  for (let i = 0; i < 4; i++) {
    const losses = [];
    const total = tf.tidy(() => {
      let sum = tf.zerosLike(w);
      for (let k = 0; k < 4; k++) {
        const x = numbers([4, 3], 4 * i + k);
        const y = numbers([4, 2], 100 + 4 * i + k);
        const { value, grads } = tf.variableGrads(() => x.matMul(w).sub(y).square().mean(), [w]);
        losses.push(value.dataSync()[0]);
        sum = sum.add(grads.w);
      }
      return sum.div(4);
    });
    optimizer.applyGradients({ w: total });
    total.dispose();
    tell(i, losses, [w]);
  }
});
