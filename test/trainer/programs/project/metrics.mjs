// A hand-written loop that tells a metric of its own, by both ways into the library.
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs';
import { metric } from 'gradlens';

const required = createRequire(import.meta.url)('gradlens');
const w = tf.variable(tf.scalar(2));
const optimizer = tf.train.sgd(0.1);
for (let i = 1; i <= 3; i++) {
  optimizer.minimize(() => w.square());
  metric('progress', i / 3);
  required.metric('val_progress', i / 6);
}
