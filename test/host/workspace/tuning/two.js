import * as tf from '@tensorflow/tfjs';

export const regularizer = tf.regularizers.l1l2({ l1: 0.01, l2: 0.02 });
