import * as tf from '@tensorflow/tfjs';

const model = tf.sequential();
const button = document.querySelector('button');
button.onclick = () => model.fit(tf.ones([4, 2]), tf.ones([4, 1]));
