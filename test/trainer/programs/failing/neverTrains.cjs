// Computes, but trains nothing.
const tf = require("@tensorflow/tfjs");
tf.matMul(tf.ones([2, 2]), tf.ones([2, 2])).relu().print();
