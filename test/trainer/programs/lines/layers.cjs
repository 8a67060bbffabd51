// Layers: called by the program's own loss function, and by fit.
const tf = require('@tensorflow/tfjs');

const x = tf.tensor2d([[1, 2], [3, -4], [-5, 6]]);
const y = tf.tensor2d([[1], [0], [2]]);

function makeModel() {
  const model = tf.sequential();
  model.add(
    tf.layers.dense({ units: 3, inputShape: [2], activation: 'tanh', kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }),
  );
  model.add(tf.layers.activation({ activation: 'sigmoid' }));
  model.add(tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }));
  return model;
}

async function main() {
  const model = makeModel();
  if (process.argv[2] === 'fit') {
    model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' });
    await model.fit(x, y, { epochs: 4, batchSize: 3, verbose: 0 });
    return;
  }
  const optimizer = tf.train.sgd(0.01);
  for (let step = 0; step < 4; step++) {
    optimizer.minimize(() => {
      const output = model.apply(x);
      return tf.losses.meanSquaredError(y, output);
    });
  }
}
void main();
