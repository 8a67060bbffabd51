// As the official examples for Node are written: for a runner that makes CommonJS of ES modules while it loads them.
import * as tf from '@tensorflow/tfjs';
import { createModel, moduleKind } from './model';

async function main() {
  // Brings the progress bar of fit.
  require('@tensorflow/tfjs-node-gpu');
  const model = createModel();
  await model.fit(tf.tensor1d([1, 2, 3, 4]), tf.tensor1d([2, 4, 6, 8]), { epochs: 2, batchSize: 2, shuffle: false });
  console.log(moduleKind, process.argv.slice(2).join());
}

main();
