// Has nothing to do with TensorFlow.js.
console.log("hello");
