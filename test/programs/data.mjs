// Data for the programs of this folder: real digits and flowers, and small problems made from a seed.
import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const examples = new URL('../../examples/data/', import.meta.url);

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function shuffled(items, seed) {
  const random = seeded(seed);
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

/** Digits in rows of 784 numbers from 0 to 255, with their labels 0 to 9. */
export function digits(count) {
  const read = (name) => gunzipSync(readFileSync(new URL(`digits/train-${name}-ubyte.gz`, examples)));
  const pixels = read('images-idx3').subarray(16, 16 + count * 784);
  const labels = [...read('labels-idx1').subarray(8, 8 + count)];
  return { pixels: tf.tensor2d(Float32Array.from(pixels), [count, 784]), labels };
}

/** Iris in a seeded order: four lengths in centimetres, and the species 0 to 2. */
export function flowers(seed = 1) {
  const species = ['setosa', 'versicolor', 'virginica'];
  const rows = readFileSync(new URL('iris.csv', examples), 'utf8').trim().split('\n').slice(1);
  const parsed = rows.map((row) => row.split(',')).map((row) => [...row.slice(0, 4).map(Number), species.indexOf(row[4])]);
  const mixed = seed === null ? parsed : shuffled(parsed, seed);
  return { lengths: mixed.map((row) => row.slice(0, 4)), species: mixed.map((row) => row[4]) };
}

/** Columns with mean 0 and deviation 1. */
export function standardized(values) {
  return tf.tidy(() => {
    const { mean, variance } = tf.moments(values, 0);
    return values.sub(mean).div(variance.sqrt().add(1e-6));
  });
}

/** Two interleaved half circles: points in the plane and classes 0 and 1. */
export function moons(count, seed) {
  const random = seeded(seed);
  const points = [];
  const classes = [];
  for (let i = 0; i < count; i++) {
    const upper = random() < 0.5;
    const angle = Math.PI * random();
    const x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
    const y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
    points.push([x + 0.2 * (random() - 0.5), y + 0.2 * (random() - 0.5)]);
    classes.push(upper ? 0 : 1);
  }
  return { points, classes };
}

/** y = 3x₁ − 2x₂ + 0.5 with a little noise. */
export function plane(count, seed) {
  const random = seeded(seed);
  const inputs = Array.from({ length: count }, () => [2 * random() - 1, 2 * random() - 1]);
  const outputs = inputs.map(([a, b]) => [3 * a - 2 * b + 0.5 + 0.1 * (random() - 0.5)]);
  return { inputs, outputs };
}
