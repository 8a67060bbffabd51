// model.trainOnBatch on batches of varying size.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
ready().then(async () => {
  const model = tf.sequential({
    layers: [tf.layers.dense({ name: 'line', units: 2, inputShape: [3], kernelInitializer: tf.initializers.ones() })],
  });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['mae'] });
  for (let i = 0; i < 6; i++) {
    const [x, y] = [numbers([4 + i, 3], i), numbers([4 + i, 2], 10 + i)];
    const [loss, mae] = await model.trainOnBatch(x, y);
    tell(i, [loss, mae], model.weights.map(({ val }) => val));
    tf.dispose([x, y]);
  }
});
