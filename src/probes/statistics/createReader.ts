/**
 * The reader for whatever backend holds a tensor at the time (a program may change it between two steps): a SIMD pass
 * in the heap of wasm, else one fetch and one pass in JavaScript.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { KernelBackend, Tensor } from '@tensorflow/tfjs-core';
import { histogramRow } from './elementPass.js';
import { createHeapPass, isHeapBackend, type HeapPass } from './heapPass.js';
import { createJavascriptReader } from './javascriptReader.js';
import type { StatisticsReader } from './reader.js';
import { backendOf } from './tensorData.js';

/** @param assets folder with statistics.wasm (dist/tfjs) */
export function createStatisticsReader(assets: string): StatisticsReader {
  let module: WebAssembly.Module | null | undefined;
  return createReader(() => (module ??= compile(path.join(assets, 'statistics.wasm'))));
}

/** @param compiled the SIMD pass; null where this machine has no SIMD */
export function createReader(compiled: () => WebAssembly.Module | null): StatisticsReader {
  const javascript = createJavascriptReader();
  const passes = new WeakMap<KernelBackend, HeapPass>();

  function passFor(tensor: Tensor): HeapPass | null {
    if (tensor.dtype !== 'float32') return null;
    const backend = backendOf(tensor);
    let pass = passes.get(backend) ?? null;
    if (!pass && isHeapBackend(backend)) {
      const module = compiled();
      if (module) passes.set(backend, (pass = createHeapPass(backend, module)));
    }
    return pass;
  }

  return {
    measure: (tensors, histograms) =>
      tensors.map((tensor, index) => {
        const row = histogramRow(histograms, index);
        const pass = passFor(tensor);
        return pass ? pass.measure(tensor.dataId, tensor.size, row) : javascript.measure([tensor], row)[0]!;
      }),
    measureUpdate(before, after, histograms) {
      const pass = passFor(after);
      return pass && passFor(before) === pass
        ? pass.measureUpdate(before.dataId, after.dataId, after.size, histograms)
        : javascript.measureUpdate(before, after, histograms);
    },
  };
}

function compile(file: string): WebAssembly.Module | null {
  const bytes = readFileSync(file);
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
}
