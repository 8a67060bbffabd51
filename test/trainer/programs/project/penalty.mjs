// A penalty from the library, by both ways into it; it stands on the program's own core.
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs';
import { l2 } from 'gradlens/regularizers';

const { hvp } = createRequire(import.meta.url)('gradlens/autodiff');
const w = tf.variable(tf.scalar(2));
const optimizer = tf.train.sgd(0.1);
console.log(l2([w], 0.5) instanceof tf.Tensor, typeof hvp);
for (let i = 1; i <= 3; i++) optimizer.minimize(() => w.square().add(l2([w], 0.5)));
