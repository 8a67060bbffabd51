// A stateful recurrent layer whose state outlives the batch, and a penalty of the user's own.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
class Smooth extends tf.regularizers.l2().constructor.__proto__ {
  apply(weights) {
    return tf.tidy(() => tf.mul(0.1, weights.slice([1, 0]).sub(weights.slice([0, 0], [3, 2])).square().sum()));
  }
  getConfig() {
    return {};
  }
}
Smooth.className = 'Smooth';
ready().then(async () => {
  const model = tf.sequential();
  model.add(
    tf.layers.simpleRNN({
      ...{ name: 'memory', units: 4, stateful: true, batchInputShape: [4, 5, 2], recurrentDropout: 0.2 },
      kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
      recurrentInitializer: tf.initializers.glorotUniform({ seed: 2 }),
    }),
  );
  const seed = { kernelInitializer: tf.initializers.glorotUniform({ seed: 3 }) };
  model.add(tf.layers.dense({ name: 'out', units: 2, kernelRegularizer: new Smooth(), ...seed }));
  model.compile({ optimizer: tf.train.adagrad(0.05), loss: 'meanSquaredError' });
  const [x, y] = [numbers([16, 5, 2], 5), numbers([16, 2], 6)];
  await model.fit(x, y, {
    ...{ batchSize: 4, epochs: 2, shuffle: false, verbose: 0 },
    callbacks: { onBatchEnd: (batch, logs) => tell(batch, logs.loss, model.weights.map(({ val }) => val)) },
  });
});
