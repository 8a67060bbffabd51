// Reads MNIST in its own format, IDX: a header of big-endian 32-bit numbers, then one byte a pixel or label.
import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const read = (name) => gunzipSync(readFileSync(new URL(`../data/digits/${name}-ubyte.gz`, import.meta.url)));

/** The first images, 0…1, of shape [count, 28, 28, 1], with one-hot labels [count, 10]; `split` is train or validation. */
export function readDigits(split, count) {
  const images = read(`${split}-images-idx3`).subarray(16, 16 + count * 28 * 28);
  const labels = read(`${split}-labels-idx1`).subarray(8, 8 + count);
  return {
    images: tf.tensor4d(
      Float32Array.from(images, (byte) => byte / 255),
      [count, 28, 28, 1],
    ),
    labels: tf.oneHot(tf.tensor1d(labels, 'int32'), 10),
  };
}
