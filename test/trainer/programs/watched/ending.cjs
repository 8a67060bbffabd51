// Ends by process.exit with a code of its own, out of an exit handler that still computes.
const tf = require('@tensorflow/tfjs');
const { observe } = require('./observe.cjs');

const weight = tf.variable(tf.scalar(2), true, 'weight');
process.on('exit', (code) => observe(`exit ${code} ${process.argv.slice(2)} ${process.execArgv} ${process.send}`, [weight], 0));
console.log(require.main === module, Object.keys(process.env).filter((name) => /GRADLENS|NODE_OPTIONS/.test(name)), process.listenerCount('uncaughtException'));
const optimizer = tf.train.adadelta(0.5);
setInterval(() => {
  optimizer.minimize(() => weight.square());
  if (weight.dataSync()[0] < 1.9995) process.exit(7);
}, 1);
