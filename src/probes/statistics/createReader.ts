/**
 * The reader for whatever backend holds a tensor at the time (a program may change it between two steps): a SIMD pass
 * in the heap of wasm, else one over what is fetched into a memory of our own, else one fetch and one pass in JavaScript.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { KernelBackend, Tensor } from '@tensorflow/tfjs-core';
import { createFetchedPass, type FetchedPass } from './fetchedPass.js';
import { createHeapPass, isHeapBackend } from './heapPass.js';
import { createJavascriptPass } from './javascriptPass.js';
import type { StatisticsReader } from './reader.js';
import { backendOf } from './tensorData.js';

/** @param assets folder with statistics.wasm (dist/tfjs) */
export function createStatisticsReader(assets: string): StatisticsReader {
  let module: WebAssembly.Module | null | undefined;
  return createReader(() => (module ??= compile(path.join(assets, 'statistics.wasm'))));
}

/** @param compiled the SIMD pass; null where this machine has no SIMD */
export function createReader(compiled: () => WebAssembly.Module | null): StatisticsReader {
  const javascript = createJavascriptPass();
  const heaps = new WeakMap<KernelBackend, StatisticsReader>();
  let fetched: FetchedPass | null = null;

  function passFor(tensor: Tensor): StatisticsReader {
    if (tensor.dtype !== 'float32') return javascript;
    const backend = backendOf(tensor);
    const known = heaps.get(backend);
    if (known) return known;
    const module = compiled();
    if (!module) return javascript;
    if (isHeapBackend(backend)) {
      const heap = createHeapPass(backend, module);
      heaps.set(backend, heap);
      return heap;
    }
    fetched ??= createFetchedPass(module);
    return fetched.takes(tensor) ? fetched : javascript;
  }

  /** Tensors of two backends have only fetching in common. */
  function passForBoth(before: Tensor, after: Tensor): StatisticsReader {
    const pass = passFor(after);
    return passFor(before) === pass ? pass : javascript;
  }

  return {
    measure: (tensor, histograms, row) => passFor(tensor).measure(tensor, histograms, row),
    measureDifference: (before, after) => passForBoth(before, after).measureDifference(before, after),
    measureUpdate: (before, after, histograms, row) =>
      passForBoth(before, after).measureUpdate(before, after, histograms, row),
  };
}

function compile(file: string): WebAssembly.Module | null {
  const bytes = readFileSync(file);
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
}
