// variableGrads without an optimizer; the second variable is assigned later, one is frozen by hand.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
ready().then(() => {
  const x = numbers([16, 3], 1);
  const y = numbers([16, 2], 2);
  const w = tf.variable(numbers([3, 2], 3, 0.1), true, 'w');
  const b = tf.variable(tf.zeros([2]), true, 'b');
  const frozen = tf.variable(tf.ones([2]), true, 'frozen');
  for (let i = 0; i < 5; i++) {
    const { value, grads } = tf.variableGrads(() => x.matMul(w).add(b).mul(frozen).sub(y).square().mean());
    tf.tidy(() => w.assign(w.sub(grads.w.mul(0.1))));
    tf.tidy(() => b.assign(b.sub(grads.b.mul(0.2))));
    tell(i, value.dataSync()[0], [w, b, frozen]);
    tf.dispose([value, grads]);
  }
});
