// tf.profile and tf.time around updates; a gradient that is only looked at, between a gradient call and its update.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
ready().then(async () => {
  const x = numbers([16, 3], 1);
  const w = tf.variable(numbers([3, 2], 3, 0.5), true, 'w');
  const optimizer = tf.train.adam(0.05);
  const loss = () => x.matMul(w).square().mean();
  for (let i = 0; i < 4; i++) {
    const profile = await tf.profile(() => {
      const { value, grads } = tf.variableGrads(loss, [w]);
      const seen = tf.variableGrads(() => w.abs().sum(), [w]);
      optimizer.applyGradients(grads);
      tell(i, value.dataSync()[0], [w]);
      tf.dispose([value, grads, seen]);
    });
    console.log(profile.newBytes, profile.newTensors, profile.peakBytes, profile.kernels.map(({ name }) => name).join());
    const time = await tf.time(() => optimizer.minimize(loss, false, [w]));
    console.log(Object.keys(time).join());
  }
});
