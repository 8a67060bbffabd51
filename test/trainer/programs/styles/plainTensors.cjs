// tf.valueAndGrads on plain tensors that every step makes anew, with momentum.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
ready().then(() => {
  const x = numbers([16, 3], 1);
  const y = numbers([16, 2], 2);
  let slope = numbers([3, 2], 3, 0.1);
  let offset = tf.zeros([2]);
  let velocity = tf.zerosLike(slope);
  const slopeAndOffset = tf.valueAndGrads((w, b) => x.matMul(w).add(b).sub(y).square().mean());
  for (let i = 0; i < 8; i++) {
    const { value, grads } = slopeAndOffset([slope, offset]);
    const next = tf.tidy(() => {
      const v = velocity.mul(0.9).add(grads[0]);
      return [v, slope.sub(v.mul(0.1)), offset.sub(grads[1].mul(0.1))];
    });
    tf.dispose([velocity, slope, offset, grads]);
    [velocity, slope, offset] = next;
    tell(i, value.dataSync()[0], [Object.assign(slope, { name: 'slope' }), Object.assign(offset, { name: 'offset' })]);
    value.dispose();
  }
});
