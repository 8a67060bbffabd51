// Reads MNIST in its own format, IDX: a header of big-endian 32-bit numbers, then one byte a pixel or label.
import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const read = (name) => gunzipSync(readFileSync(new URL(`../data/digits/${name}-ubyte.gz`, import.meta.url)));

/** Images in 0…1 of shape [n, 28, 28, 1] and one-hot labels of shape [n, 10]; `split` is train or validation. */
export function readDigits(split) {
  const images = read(`${split}-images-idx3`);
  const labels = read(`${split}-labels-idx1`);
  const count = images.readUInt32BE(4);
  const pixels = Float32Array.from(images.subarray(16), (byte) => byte / 255);
  return {
    images: tf.tensor4d(pixels, [count, 28, 28, 1]),
    labels: tf.oneHot(tf.tensor1d(labels.subarray(8), 'int32'), 10),
  };
}
