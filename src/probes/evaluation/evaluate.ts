/** Answers the evaluating thread's requests. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LossProgram, ProgramData, Values } from '../../program/lossProgram.js';
import { makeTensor } from '../../program/makeTensor.js';
import { openProgram, type OpenProgram } from '../../program/openProgram.js';
import { inScope } from '../../program/scope.js';
import { elementsAt, type Elements } from '../values/brokenElements.js';
import type { EvaluationRequest, LossAndGradient, Weights } from './messages.js';
import type { TensorflowCore } from '../../tensorflow/core.js';

export interface Opened {
  program: OpenProgram;
  /** The same differentiated through its forward pass alone: what second derivatives are of. */
  plain: OpenProgram;
}

/** Step of the differences, for a direction of length 1: rounding and curvature of the gradient weigh alike in float64. */
const STEP = 1e-5;

export function evaluate(
  tf: TensorflowCore,
  opened: Map<number, Opened>,
  precision: 'float32' | 'float64',
  request: EvaluationRequest,
): unknown {
  const double = precision === 'float64';
  if (request.kind === 'open') {
    const program = double ? inDouble(request.program) : request.program;
    const id = Math.max(-1, ...opened.keys()) + 1;
    opened.set(id, {
      program: openProgram(tf, program, request.options),
      plain: openProgram(tf, program, { customGradients: 'forward' }),
    });
    return id;
  }
  if (request.kind === 'elements') return elements(tf, request, double);
  const { program, plain } = opened.get(request.opened)!;
  switch (request.kind) {
    case 'setData':
      for (const each of [program, plain]) each.setData(double ? dataInDouble(request.data) : request.data);
      return undefined;
    case 'loss':
      return inScope(tf, () => program.loss(tensorsOf(tf, program, request.weights, double)).dataSync()[0]!);
    case 'gradient':
      return gradientAt(tf, program, request.weights, double);
    case 'product':
      if (!double) throw new Error('Products by differences need float64.');
      return productAt(tf, plain, request.weights, request.vector);
    case 'dispose':
      for (const each of [program, plain]) each.dispose();
      opened.delete(request.opened);
      return undefined;
  }
}

function elements(
  tf: TensorflowCore,
  { program, weights, at, places }: Extract<EvaluationRequest, { kind: 'elements' }>,
  double: boolean,
): Elements {
  const own = double ? inDouble(program) : program;
  return inScope(tf, () => {
    const { values, inputs, passed } = elementsAt(tf, own, tensorsOf(tf, own, weights, double), at, places);
    return { values, inputs, passed };
  });
}

function gradientAt(tf: TensorflowCore, program: OpenProgram, weights: Weights, double: boolean): LossAndGradient {
  return inScope(tf, () => {
    const xs = tensorsOf(tf, program, weights, double);
    const { value, grads } = tf.engine().gradients(() => program.loss(xs), xs, undefined, true);
    const gradient = grads.map((tensor) => (tensor ? (tensor.dataSync().slice() as Values) : null));
    return { loss: value.dataSync()[0]!, gradient };
  });
}

/** (4·D(h) − D(2h)) / 3 with D(h) = (g(w + hv) − g(w − hv)) / 2h and v of length 1; error O(h⁴) + O(ε/h). */
function productAt(tf: TensorflowCore, program: OpenProgram, weights: Weights, vector: Weights): Float64Array[] {
  let squares = 0;
  for (const part of vector) for (const x of part) squares += x * x;
  const length = Math.sqrt(squares);
  if (length === 0) return weights.map(({ length: size }) => new Float64Array(size));
  const gradientAlong = (h: number) => {
    const moved = weights.map((part, i) => Float64Array.from(part, (w, j) => w + (h * vector[i]![j]!) / length));
    return gradientAt(tf, program, moved, true).gradient;
  };
  const difference = (h: number) => {
    const [above, below] = [gradientAlong(h), gradientAlong(-h)];
    return weights.map((part, i) =>
      Float64Array.from(part, (_, j) => ((above[i]?.[j] ?? 0) - (below[i]?.[j] ?? 0)) / (2 * h)),
    );
  };
  const [near, far] = [difference(STEP), difference(2 * STEP)];
  return near.map((part, i) => part.map((value, j) => ((4 * value - far[i]![j]!) / 3) * length));
}

function tensorsOf(
  tf: TensorflowCore,
  { variables }: Pick<OpenProgram, 'variables'>,
  weights: Weights,
  double: boolean,
): Tensor[] {
  return variables.map(({ shape }, i) => {
    const values = weights[i]!;
    return makeTensor(tf, double ? Float64Array.from(values) : values, { shape, dtype: 'float32' });
  });
}

function inDouble(program: LossProgram): LossProgram {
  return {
    ...program,
    leaves: program.leaves.map((leaf) => (leaf.kind === 'variable' ? leaf : { ...leaf, values: doubled(leaf.values) })),
  };
}

const dataInDouble = (data: ProgramData): ProgramData => ({ ...data, values: data.values.map(doubled) });

/** Told by name: the thread's own Float32Array is another class. */
function doubled(values: Values): Values {
  return values[Symbol.toStringTag] === 'Float32Array' ? Float64Array.from(values) : values;
}
