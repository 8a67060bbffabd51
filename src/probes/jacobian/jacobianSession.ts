/**
 * The Jacobians J_b = ∂z_b/∂x_b of all samples of a recorded batch, as products: the model is run once, and each product is a backward sweep through that
 * record. Inputs, and statistics of the batch, are given to it as constants of now.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { recordTape, type RecordedTape } from '../../autodiff/recordedTape.js';
import type { ModelPlace } from '../../program/modelPlace.js';
import type { OpenProgram } from '../../program/openProgram.js';
import type { Slot } from '../../program/lossProgram.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { columnsOf } from '../../regularization/jacobian/projections.js';

export interface JacobianSession {
  readonly samples: number;
  /** Outputs and inputs of a sample. */
  readonly outputs: number;
  readonly inputs: number;
  /** v_bᵀJ_b for each sample: [samples × outputs] to [samples × inputs]. */
  multiply(rows: Float32Array): Float32Array;
  /** J_b u_b: [samples × inputs] to [samples × outputs]. Two sweeps. */
  multiplyForward(columns: Float32Array): Float32Array;
  /** Σ_b v_bᵀ ∂z_b/∂w for each trained variable. */
  byWeights(rows: Float32Array): Float32Array[];
  /** z at other inputs, statistics held: [samples × inputs] to [samples × outputs]. */
  outputsAt(inputs: Float32Array): Float32Array;
  /** Inputs as they are. */
  readonly at: Float32Array;
  dispose(): void;
}

export function openJacobianSession(
  core: TensorflowCore,
  program: OpenProgram,
  place: ModelPlace,
  weights: readonly Tensor[],
  samples: number,
): JacobianSession {
  const wanted = [...place.inputs, ...place.statistics];
  const values = program.forward(weights, wanted).map((value) => core.keep(value));
  const xs = values.slice(0, place.inputs.length);
  const statistics = place.statistics.map((slot, i): [Slot, Tensor] => [slot, values[xs.length + i]!]);
  const givenWith = (inputs: readonly Tensor[]) =>
    new Map([...place.inputs.map((slot, i): [Slot, Tensor] => [slot, inputs[i]!]), ...statistics]);
  const zSlots = place.outputs.map(({ slot }) => slot);
  const forward = (inputs: readonly Tensor[]) => program.forward(weights, zSlots, givenWith(inputs));
  let tape: RecordedTape;
  try {
    tape = recordTape(core, () => forward(xs), xs);
  } catch (error) {
    core.dispose(values);
    throw error;
  }
  const zs = tape.outputs;
  const sizeOf = (tensors: readonly Tensor[]) => tensors.reduce((sum, { size }) => sum + size, 0) / samples;
  const [inputs, outputs] = [sizeOf(xs), sizeOf(zs)];
  const toWeights = tape.to(weights);
  const tensors = (like: readonly Tensor[], rows: Float32Array) =>
    columnsOf(
      rows,
      samples,
      like.map(({ size }) => size / samples),
    ).map((part, i) => core.tensor(part, like[i]!.shape));

  function inScope<R>(work: () => R): R {
    let result!: R;
    core.tidy(() => {
      result = work();
    });
    return result;
  }
  const joined = (parts: readonly Tensor[]) =>
    joinColumns(
      parts.map((part) => part.dataSync() as Float32Array),
      samples,
    );

  return {
    ...{ samples, outputs, inputs },
    at: inScope(() => joined(xs)),
    multiply: (rows) => inScope(() => joined(tape.pullback(tensors(zs, rows)))),
    multiplyForward: (columns) =>
      inScope(() => {
        // Jᵀv is linear in v, and its derivative by v along u is Ju.
        const v = zs.map(({ shape }) => core.zeros(shape));
        const transposed = recordTape(core, () => tape.pullback(v), v);
        try {
          return joined(transposed.pullback(tensors(xs, columns)));
        } finally {
          transposed.dispose();
        }
      }),
    byWeights: (rows) =>
      inScope(() => toWeights(tensors(zs, rows)).map((gradient) => gradient.dataSync() as Float32Array)),
    outputsAt: (given) => inScope(() => joined(forward(tensors(xs, given)))),
    dispose() {
      tape.dispose();
      core.dispose(values);
    },
  };
}

/** Rows of a sample from the rows of several tensors: the other way round than `columnsOf`. */
function joinColumns(parts: readonly Float32Array[], samples: number): Float32Array {
  if (parts.length === 1) return parts[0]!;
  const width = parts.reduce((sum, { length }) => sum + length, 0) / samples;
  const joined = new Float32Array(width * samples);
  let from = 0;
  for (const part of parts) {
    const columns = part.length / samples;
    for (let b = 0; b < samples; b++) joined.set(part.subarray(b * columns, (b + 1) * columns), b * width + from);
    from += columns;
  }
  return joined;
}
