// Losses of several kinds: node styles.cjs KIND STEPS
const tf = require('@tensorflow/tfjs');

const [kind, steps] = process.argv.slice(2);
let state = 7;
const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
const rows = (n) => Array.from({ length: n }, () => [random() - 0.5, random() - 0.5, random() - 0.5]);
const w = tf.variable(tf.tensor2d([0.3, -0.2, 0.5], [3, 1]), true, 'w');
const unused = tf.variable(tf.tensor1d([1, 2]), true, 'unused');
const empty = tf.variable(tf.tensor1d([]), true, 'empty');
// A kernel that nobody else knows.
const cube = {
  kernelName: 'Cube',
  kernelFunc: ({ inputs: { x }, backend }) => {
    const y = backend.makeOutput(x.shape, 'float32');
    backend.typedArrayFromHeap(y).set(backend.typedArrayFromHeap(x).map((value) => value ** 3));
    return y;
  },
};
tf.registerKernel({ ...cube, backendName: 'wasm' });
tf.registerGradient({ kernelName: 'Cube', inputsToSave: ['x'], gradFunc: (dy, [x]) => ({ x: () => dy.mul(x.square().mul(3)) }) });
let velocity = tf.zerosLike(w);
/** v ← βv + g, w ← w − 0.1·v, or something else. */
function own(loss) {
  const { grads } = tf.variableGrads(loss, [w]);
  velocity = velocity.mul(kind === 'own momentum' ? 0.5 : 0).add(kind === 'own sign' ? grads.w.sign() : grads.w);
  w.assign(w.sub(velocity.mul(0.1)));
}
const optimizer = tf.train.sgd(kind === 'diverging' ? 1e30 : 0.1);
for (let step = 0; step < Number(steps); step++) {
  const x = tf.tensor2d(rows(16));
  const mask = tf.tensor2d(Array.from({ length: 16 }, () => (random() < 0.5 ? 0 : 2)), [16, 1]);
  const losses = {
    mean: () => x.matMul(w).square().mean(),
    sum: () => x.matMul(w).square().sum(),
    diverging: () => x.matMul(w).pow(4).mean(),
    dropout: () => x.matMul(w).mul(tf.tensor2d(mask.arraySync(), [16, 1])).tanh().square().mean(),
    steered: () => {
      const loss = x.matMul(w).square().mean();
      return loss.mul(tf.scalar(1 + loss.dataSync()[0]));
    },
    cube: () =>
      tf
        .engine()
        .runKernel('Cube', { x: x.matMul(w) })
        .square()
        .mean(),
    unused: () => x.matMul(w).square().mean().add(empty.sum()),
  };
  const variables = kind === 'unused' ? [w, unused, empty] : [w];
  if (kind.startsWith('own')) own(losses.mean);
  else optimizer.minimize(losses[kind], false, variables);
}
