// model.fitDataset: batches of its own, validation on tensors, two calls on one line.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
ready().then(async () => {
  const input = tf.input({ shape: [3] });
  const dense = tf.layers.dense({ name: 'line', units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 4 }) });
  const model = tf.model({ inputs: input, outputs: dense.apply(input) });
  model.compile({ optimizer: tf.train.rmsprop(0.01), loss: 'meanSquaredError', metrics: ['mae'] });
  const batches = tf.data.generator(function* () {
    for (let i = 0; i < 4; i++) yield { xs: numbers([8, 3], i), ys: numbers([8, 1], 10 + i) };
  });
  const validationData = [numbers([6, 3], 20), numbers([6, 1], 21)];
  for (let round = 0; round < 2; round++) {
    const history = await model.fitDataset(batches, { epochs: 2, verbose: 0, validationData });
    tell(round, JSON.stringify(history.history), model.weights.map(({ val }) => val));
  }
});
