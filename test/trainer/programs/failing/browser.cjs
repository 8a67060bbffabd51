// Written for a page.
const tf = require("@tensorflow/tfjs");

const canvas = document.getElementById("chart");
tf.browser.toPixels(tf.ones([2, 2]), canvas);
