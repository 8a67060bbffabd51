// A mistake on line 3.
const tf = require("@tensorflow/tfjs");
const weight = tf.variable(tf.scalar(1);
