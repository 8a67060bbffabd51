// Everything that fit reports: validation, metrics, penalties, batches of another size at the end.
const tf = require('@tensorflow/tfjs');

const model = tf.sequential();
model.add(
  tf.layers.dense({
    units: 8,
    inputShape: [4],
    activation: 'tanh',
    kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }),
    kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
  }),
);
model.add(tf.layers.batchNormalization());
model.add(tf.layers.dense({ units: 3, activation: 'softmax', kernelRegularizer: 'l1l2', kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });

const x = tf.randomNormal([50, 4], 0, 1, 'float32', 3);
const y = tf.oneHot(tf.tensor1d(Array.from({ length: 50 }, (_, i) => i % 3), 'int32'), 3);
(async () => {
  const history = await model.fit(x, y, {
    batchSize: 16,
    epochs: 3,
    shuffle: false,
    verbose: 0,
    validationSplit: 0.2,
    callbacks: { onEpochEnd: (epoch, logs) => console.log(JSON.stringify([epoch, logs])) },
  });
  console.log(JSON.stringify(history.history));
  const evaluated = model.evaluate(x, y);
  console.log(JSON.stringify(evaluated.map((scalar) => scalar.dataSync()[0])));
})();
