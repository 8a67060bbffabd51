// A recurrent network with dropout, by trainOnBatch.
const tf = require('@tensorflow/tfjs');
const { observe, data } = require('./observe.cjs');

const model = tf.sequential();
model.add(tf.layers.gru({ units: 5, inputShape: [4, 2], dropout: 0.2, recurrentInitializer: 'glorotNormal' }));
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.compile({ optimizer: tf.train.rmsprop(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
const { x, y } = data(12, [4, 2]);
async function main() {
  for (let step = 0; step < 5; step++) {
    const [loss, accuracy] = await model.trainOnBatch(x, y);
    observe(step, model.weights.map((weight) => weight.read()), `${loss} ${accuracy}`);
  }
}
main();
