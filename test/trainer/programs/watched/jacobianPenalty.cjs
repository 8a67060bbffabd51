// The Jacobian penalty in a loss by hand and in fit, with random projections and dropout.
const tf = require('@tensorflow/tfjs');
const { observe, data } = require('./observe.cjs');
const { jacobianPenalty, withJacobianPenalty } = require('../../../../dist/regularizers.cjs');

const { x, y } = data(10, [8, 8, 1]);
const kernel = tf.variable(tf.randomNormal([64, 3], 0, 0.1, 'float32', 11), true, 'kernel');
const optimizer = tf.train.momentum(0.05, 0.9);
for (let step = 0; step < 5; step++) {
  const loss = optimizer.minimize(
    () => {
      const z = x.reshape([10, 64]).matMul(kernel).tanh();
      return tf.losses.softmaxCrossEntropy(y, z).add(jacobianPenalty(z, x, { lambda: 0.1 }));
    },
    true,
    [kernel],
  );
  observe(step, [kernel], loss.dataSync()[0]);
  loss.dispose();
}

async function fit() {
  const init = (seed) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed }) });
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ filters: 3, kernelSize: 3, activation: 'relu', inputShape: [8, 8, 1], ...init(1) }));
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dropout({ rate: 0.3, seed: 4 }));
  model.add(tf.layers.dense({ units: 3, activation: 'softmax', ...init(2) }));
  const loss = withJacobianPenalty(model, tf.metrics.categoricalCrossentropy, { lambda: 0.1, projections: 2 });
  model.compile({ optimizer: tf.train.adam(0.01), loss, metrics: ['accuracy'] });
  await model.fit(x, y, {
    ...{ epochs: 2, batchSize: 5, verbose: 0, shuffle: true, validationData: [x, y] },
    callbacks: { onEpochEnd: (epoch, logs) => observe(epoch, model.getWeights(), JSON.stringify(logs)) },
  });
}
fit();
