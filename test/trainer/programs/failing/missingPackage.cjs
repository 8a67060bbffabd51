// Needs a package that nobody has.
const tf = require("@tensorflow/tfjs");
const vis = require("@tensorflow/tfjs-vis-nobody-has");
vis.show(tf);
