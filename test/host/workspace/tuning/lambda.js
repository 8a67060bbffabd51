import * as tf from '@tensorflow/tfjs';
import { metric } from 'gradlens';

const lambda = 0.1;
const w = tf.variable(tf.scalar(2));
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 5; step++) {
  optimizer.minimize(() => w.sub(1).square().add(w.square().sum().mul(lambda)));
}
metric('val_loss', 1 + Math.abs(Math.log10(lambda) + 0.5));
