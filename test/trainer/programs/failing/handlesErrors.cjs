// Handles its uncaught errors itself and goes on.
const tf = require("@tensorflow/tfjs");
const weight = tf.variable(tf.scalar(1), true, "weight");
const optimizer = tf.train.sgd(0.001);
const train = () => optimizer.minimize(() => weight.square());
process.on("uncaughtException", (error) => console.log("handled", error.message));
process.on("unhandledRejection", (reason) => console.log("handled", reason.message));
train();
Promise.reject(new Error("rejected"));
setTimeout(() => train(), 5);
setImmediate(() => { throw new Error("thrown"); });
