// Errors of the program and of TensorFlow.js, inside the loss and around the update: caught by the program, told as they are.
const { tf, tell, numbers, ready } = require('./seeded.cjs');
ready().then(() => {
  const w = tf.variable(numbers([3, 2], 3, 0.1), true, 'w');
  const optimizer = tf.train.sgd(0.1);
  const attempt = (label, run) => {
    try {
      run();
    } catch (error) {
      console.log(label, error.constructor.name, error.message);
    }
  };
  for (let i = 0; i < 3; i++) {
    attempt('loss', () => optimizer.minimize(() => { throw new RangeError(`mine ${i}`); }));
    attempt('shape', () => w.assign(tf.zeros([2, 2])));
    attempt('vector', () => optimizer.minimize(() => w.sum(0)));
    attempt('unconnected', () => optimizer.minimize(() => tf.scalar(1)));
    const loss = optimizer.minimize(() => w.square().sum(), true);
    tell(i, loss.dataSync()[0], [w]);
  }
});
