// model.fit with dropout, batch normalisation, regularizers, validation and callbacks.
const tf = require('@tensorflow/tfjs');
const { observe, data } = require('./observe.cjs');

const model = tf.sequential();
model.add(tf.layers.dense({ units: 8, activation: 'relu', inputShape: [4], kernelRegularizer: 'l1l2' }));
model.add(tf.layers.batchNormalization());
model.add(tf.layers.dropout({ rate: 0.3 }));
model.add(tf.layers.dense({ units: 3, activation: 'softmax', kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }) }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
const { x, y } = data(40, [4]);
const weights = () => model.getWeights(false).map((_, i) => model.weights[i].read());
model
  .fit(x, y, {
    batchSize: 8,
    epochs: 2,
    validationSplit: 0.2,
    verbose: 0,
    callbacks: {
      onBatchEnd: (batch, logs) => observe(`batch ${batch}`, weights(), logs.loss),
      onEndEpoch: (epoch, logs) => observe(`epoch ${epoch}`, weights(), JSON.stringify(logs)),
    },
  })
  .then(({ history }) => console.log(JSON.stringify(history)));
