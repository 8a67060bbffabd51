// A generative adversarial network learns a ring of eight clouds of points: two models, two optimizers, one loop.
//
//   node examples/gan/train.js [rounds]
import * as tf from '@tensorflow/tfjs';

const rounds = Number(process.argv[2] ?? 300);
const batchSize = 64;
let seed = 1;

const dense = (name, units, activation, inputShape) =>
  tf.layers.dense({
    name,
    units,
    activation,
    ...(inputShape && { inputShape }),
    kernelInitializer: tf.initializers.heNormal({ seed: seed++ }),
  });
const generator = tf.sequential({
  layers: [dense('generator1', 32, 'relu', [4]), dense('generator2', 32, 'relu'), dense('points', 2, 'linear')],
});
const critic = tf.sequential({
  layers: [dense('critic1', 32, 'relu', [2]), dense('critic2', 32, 'relu'), dense('verdict', 1, 'linear')],
});
const generatorOptimizer = tf.train.adam(2e-3, 0.5);
const criticOptimizer = tf.train.adam(2e-3, 0.5);

function realPoints() {
  const angle = tf
    .randomUniform([batchSize], 0, 8, 'float32', seed++)
    .floor()
    .mul(Math.PI / 4);
  const centres = tf.stack([angle.cos(), angle.sin()], 1);
  return centres.add(tf.randomNormal([batchSize, 2], 0, 0.05, 'float32', seed++));
}
const noise = () => tf.randomNormal([batchSize, 4], 0, 1, 'float32', seed++);
const variablesOf = (model) => model.trainableWeights.map((weight) => weight.read());
const judge = (points, answer) =>
  tf.losses.sigmoidCrossEntropy(tf.fill([batchSize, 1], answer), critic.predict(points));

for (let round = 1; round <= rounds; round++) {
  const real = tf.tidy(realPoints);
  const fake = tf.tidy(() => generator.predict(noise()));
  const criticLoss = criticOptimizer.minimize(() => judge(real, 1).add(judge(fake, 0)), true, variablesOf(critic));
  const seeds = noise();
  const generatorLoss = generatorOptimizer.minimize(
    () => judge(generator.predict(seeds), 1),
    true,
    variablesOf(generator),
  );
  if (round === 1 || round % 50 === 0) {
    const losses = [criticLoss, generatorLoss].map((loss) => loss.dataSync()[0].toFixed(4));
    console.log(`round ${round}: critic ${losses[0]}, generator ${losses[1]}`);
  }
  tf.dispose([real, fake, seeds, criticLoss, generatorLoss]);
}
