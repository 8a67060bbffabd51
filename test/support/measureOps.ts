/** First and second derivatives of every op case on the backend in use, held against float64. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import { openTapeSession, type TapeSession } from '../../src/autodiff/tapeSession.js';
import type { TensorflowCore } from '../../src/tensorflow/core.js';
import type { Float64Reference } from './float64References.js';
import { allCases } from './opCases/allCases.js';
import type { OpCase } from './opCases/opCase.js';
import { lossOf, tensorOf, vectorsOf } from './opLoss.js';

export interface Measured {
  opCase: OpCase;
  /** Relative to the size of the reference: loss, gradient, H v. */
  errors: [number, number, number];
  /** Whether the kernel that the case is named after was run. */
  ran: boolean;
}

/** What TensorFlow.js puts together from other kernels; the empty name: cases of several ops. */
const COMPOSED = new Set(['', 'BroadcastTo', 'LogSoftmax', 'LogicalXor']);

let references: Float64Reference[] | undefined;

export function float64References(): Float64Reference[] {
  const file = path.join(import.meta.dirname, 'float64References.ts');
  const args = ['--import', 'tsx', file];
  references ??= JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'ignore'] }),
  ) as Float64Reference[];
  return references;
}

/** Throws what the op throws, a refusal for instance. */
export function measure(core: TensorflowCore, index: number): Measured {
  const opCase = allCases[index]!;
  const expected = float64References()[index]!;
  const kernels = new Set<string>();
  const xs = opCase.xs.map((data) => tensorOf(core, data));
  const vectors = vectorsOf(opCase).map((data) => tensorOf(core, data));
  const stop = noteKernels(core, kernels);
  let session: TapeSession | undefined;
  try {
    session = openTapeSession(core, () => lossOf(core, opCase, xs), xs);
    const product = session.product(vectors);
    const errors: Measured['errors'] = [
      error([session.loss], [expected.loss], 1),
      error(session.gradients, expected.gradient, 1e-3),
      error(product, expected.product, 1e-3),
    ];
    core.dispose(product);
    return { opCase, errors, ran: COMPOSED.has(opCase.kernel) || kernels.has(opCase.kernel) };
  } finally {
    stop();
    session?.dispose();
    core.dispose([...xs, ...vectors]);
  }
}

/** ‖actual − expected‖ / ‖expected‖; `floor` stands in for an expected value of zero. */
function error(actual: readonly Tensor[], expected: readonly number[], floor: number): number {
  const found = actual.flatMap((tensor) => [...tensor.dataSync()]);
  const norm = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return norm(expected.map((value, i) => found[i]! - value)) / Math.max(norm([...expected]), floor);
}

/** Collects the names of all kernels that are run, until it is stopped. */
function noteKernels(core: TensorflowCore, names: Set<string>): () => void {
  const engine = core.engine() as { runKernel: unknown };
  const original = engine.runKernel as (name: string, ...rest: unknown[]) => unknown;
  engine.runKernel = function (this: unknown, name: string, ...rest: unknown[]) {
    names.add(name);
    return original.call(this, name, ...rest);
  };
  return () => delete (engine as { runKernel?: unknown }).runKernel;
}
