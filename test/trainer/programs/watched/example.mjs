// Runs one of the examples and prints at its end what it leaves: every variable (the optimizer's too), the number of
// random numbers taken, memory. Arguments: the example, and its own.
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs';

const [example] = process.argv.splice(2, 1);
const random = Math.random;
let calls = 0;
Math.random = () => {
  calls++;
  return random();
};
process.on('exit', () => {
  const hash = createHash('sha1');
  const variables = Object.values(tf.engine().registeredVariables);
  for (const variable of variables) hash.update(Buffer.from(variable.dataSync().buffer));
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  const names = variables.map(({ name }) => name).join();
  console.log(hash.digest('hex'), calls, names, numTensors, numDataBuffers, numBytes);
});
await import(pathToFileURL(example).href);
