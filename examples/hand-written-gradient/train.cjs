// Logistic regression with its gradient worked out by hand: no gradient call, only variables assigned in a loop.
//
//   node examples/hand-written-gradient/train.cjs [steps]
const tf = require('@tensorflow/tfjs');
const { readFileSync } = require('node:fs');
const path = require('node:path');

const steps = Number(process.argv[2] ?? 100);
const rate = 0.5;

// Versicolor or virginica, by the length and width of the petal.
const flowers = readFileSync(path.join(__dirname, '..', 'data', 'iris.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(51)
  .map((line) => line.split(','));
const petals = tf.tensor2d(flowers.map((flower) => [Number(flower[2]), Number(flower[3])]));
const { mean, variance } = tf.moments(petals, 0);
const x = petals.sub(mean).div(variance.sqrt());
const y = tf.tensor2d(flowers.map((flower) => [flower[4] === 'virginica' ? 1 : 0]));

const w = tf.variable(tf.zeros([2, 1]), true, 'w');
const b = tf.variable(tf.zeros([1]), true, 'b');

for (let step = 1; step <= steps; step++) {
  const loss = tf.tidy(() => {
    const p = tf.sigmoid(x.matMul(w).add(b));
    const surprise = y.mul(p.log()).add(tf.sub(1, y).mul(tf.sub(1, p).log()));
    const error = p.sub(y); // the gradient with respect to the score, times the number of flowers
    const gradientOfW = x.matMul(error, true, false).div(flowers.length);
    const gradientOfB = error.mean(0);
    w.assign(w.sub(gradientOfW.mul(rate)));
    b.assign(b.sub(gradientOfB.mul(rate)));
    return surprise.mean().neg();
  });
  if (step === 1 || step % 20 === 0) console.log(`step ${step}: loss ${loss.dataSync()[0].toFixed(6)}`);
  loss.dispose();
}
console.log(`w ${w.dataSync().join(', ')}; b ${b.dataSync()[0]}`);
