// model.fit: dropout, batch normalisation, penalties, validation, metrics, a smaller last batch, the user's own callbacks.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
const seed = (n) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed: n }) });
ready().then(async () => {
  const model = tf.sequential();
  model.add(
    tf.layers.dense({
      ...{ name: 'hidden', units: 8, inputShape: [4], activation: 'tanh', ...seed(1) },
      kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }),
    }),
  );
  model.add(tf.layers.batchNormalization({ name: 'normal' }));
  model.add(tf.layers.dropout({ rate: 0.25 }));
  model.add(tf.layers.dense({ name: 'scores', units: 3, activation: 'softmax', kernelRegularizer: 'l1l2', ...seed(2) }));
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const x = numbers([50, 4], 3);
  const y = tf.oneHot(tf.tensor1d(Array.from({ length: 50 }, (_, i) => i % 3), 'int32'), 3);
  const weights = () => model.weights.map(({ val }) => val);
  const history = await model.fit(x, y, {
    ...{ batchSize: 16, epochs: 3, verbose: 0, validationSplit: 0.2 },
    callbacks: {
      onBatchEnd: (batch, logs) => tell(`batch ${batch}`, [logs.loss, logs.acc], weights()),
      onEpochEnd: (epoch, logs) => console.log(JSON.stringify([epoch, logs])),
    },
  });
  console.log(JSON.stringify(history.history));
  const [loss, accuracy] = model.evaluate(x, y);
  console.log(loss.dataSync()[0], accuracy.dataSync()[0]);
});
