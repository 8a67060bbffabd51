// Starts a worker thread, a child process and a fork of itself: none of them may be watched.
const { fork, spawnSync } = require('node:child_process');
const { Worker } = require('node:worker_threads');
const tf = require('@tensorflow/tfjs');

if (process.argv[2] === 'child') {
  console.log('fork', process.execArgv.length, Object.keys(globalThis).includes('_tfengine'));
} else {
  const weight = tf.variable(tf.scalar(2), true, 'weight');
  tf.train.sgd(0.1).minimize(() => weight.square());
  const seen = 'console.log("CHILD", process.execArgv.length, "_tfengine" in globalThis, process.env.NODE_OPTIONS, process.env.GRADLENS_TRAINER)';
  process.stdout.write(spawnSync(process.execPath, ['-e', seen.replace('CHILD', 'spawn')], { encoding: 'utf8' }).stdout.replace('spawn 2', 'spawn'));
  fork(__filename, ['child']).on('exit', () => {
    new Worker(seen.replace('CHILD', 'worker').replace('process.execArgv.length', '0'), { eval: true });
  });
}
