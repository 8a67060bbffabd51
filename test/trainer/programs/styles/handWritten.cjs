// A gradient worked out by hand: variables assigned in a loop, no gradient call.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
ready().then(() => {
  const x = numbers([16, 3], 1);
  const y = numbers([16, 1], 2);
  const w = tf.variable(numbers([3, 1], 3, 0.1), true, 'w');
  const b = tf.variable(tf.zeros([1]), true, 'b');
  for (let i = 0; i < 8; i++) {
    const loss = tf.tidy(() => {
      const error = x.matMul(w).add(b).sub(y);
      const value = error.square().mean();
      w.assign(w.sub(x.matMul(error, true, false).mul(0.2 / 16)));
      b.assign(b.sub(error.mean().mul(0.2).reshape([1])));
      return value;
    });
    tell(i, loss.dataSync()[0], [w, b]);
    loss.dispose();
  }
});
