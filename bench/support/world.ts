/** What a stepping program computes on: wasm with our kernels, or TensorFlow where `npm run test:external` installed it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BackendName } from '../../src/protocol/run.js';

const root = join(import.meta.dirname, '../..');
const PROGRAM = join(root, 'bench/programs/steps.mjs');
const NATIVE = join(root, '.cache/native');

export interface World {
  backend: BackendName;
  program: string;
  /** Node options of the unwatched side: what it needs to compute on the same backend. */
  options: string[];
}

export const wasmWorld: World = {
  backend: 'wasm',
  program: PROGRAM,
  options: ['--import', pathToFileURL(join(root, 'dist/trainer/backendOnly.mjs')).href],
};

/** Null where the native backend is not installed. */
export function tensorflowWorld(): World | null {
  if (!existsSync(join(NATIVE, '.complete'))) return null;
  const program = join(NATIVE, 'steps.mjs');
  writeFileSync(program, readFileSync(PROGRAM, 'utf8').replace("'@tensorflow/tfjs'", "'@tensorflow/tfjs-node'"));
  return { backend: 'tensorflow', program, options: [] };
}
