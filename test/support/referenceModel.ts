/** The networks of test/reference, built from their `model.graph` on the variables that their file names. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../src/tensorflow/core.js';
import { activate, gru, lstm, layerNorm } from './referenceLayers.js';

export interface Values {
  shape: number[];
  values: number[];
}
export interface ReferenceOp {
  op: string;
  in: string | string[];
  out: string;
  [attribute: string]: unknown;
}
export interface ReferenceModel {
  graph: ReferenceOp[];
  output: string;
  loss: 'meanSquaredError' | 'softmaxCrossEntropy' | 'sigmoidCrossEntropy';
  penalties: { kind: 'l1' | 'l2'; lambda: number; variable: string }[];
  inputs: Record<string, Values & { dtype: 'float32' | 'int32' }>;
  targets: Values;
  weights: Record<string, Values>;
}
/** What the float64 implementation found; see README.md beside the files for the normalisation. */
export interface Expected {
  loss_value: number;
  output_value: Values;
  gradient: Record<string, Values>;
  hvp: { v: Record<string, Values>; Hv: Record<string, Values>; vHv: number };
  hessian: {
    parameters: number;
    trace: number;
    frobenius_norm: number;
    largest: number[];
    smallest: number[];
    eigenvalues?: number[];
    matrix?: Values;
  };
  checks: { float32_rel_error: { loss: number; gradient: number; hvp: number } };
}
export interface Reference {
  id: string;
  model: ReferenceModel;
  expected: Expected;
}

export const REFERENCE_NETWORKS = [
  ...['01_linear', '02_mlp', '03_iris', '04_cnn', '05_cnn_batchnorm', '06_lstm', '07_gru', '08_attention'],
  ...['09_elu_meanSquaredError', '09_gelu_erf_softmaxCrossEntropy', '09_gelu_tanh_meanSquaredError'],
  ...['09_mish_meanSquaredError', '09_selu_meanSquaredError', '09_sigmoid_meanSquaredError'],
  ...['09_softplus_meanSquaredError', '09_softsign_softmaxCrossEntropy', '09_swish_meanSquaredError'],
  '09_tanh_sigmoidCrossEntropy',
];

export function readReference<T = Reference>(name: string): T {
  const file = path.join(import.meta.dirname, '..', 'reference', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

export interface BuiltModel {
  /** In the order of the flat parameter vector. */
  names: string[];
  variables: Variable[];
  inputs: Record<string, Tensor>;
  /** The value named `output`, from other inputs if given. */
  forward(inputs?: Record<string, Tensor>): Tensor;
  /** With the penalties. */
  loss(): Scalar;
  dispose(): void;
}

/** Makes variables and data on the backend in use. */
export function buildModel(core: TensorflowCore, model: ReferenceModel): BuiltModel {
  const tensor = ({ values, shape }: Values, dtype: 'float32' | 'int32' = 'float32') =>
    core.tensor(values, shape, dtype);
  const variables = new Map(
    Object.entries(model.weights).map(([name, value]) => {
      const initial = tensor(value);
      const variable = core.variable(initial);
      initial.dispose();
      return [name, variable as Variable];
    }),
  );
  const inputs = Object.fromEntries(
    Object.entries(model.inputs).map(([name, input]) => [name, tensor(input, input.dtype)]),
  );
  const targets = tensor(model.targets);
  const forward = (given: Record<string, Tensor> = inputs) => {
    const values = new Map<string, Tensor>(Object.entries(given));
    for (const op of model.graph) {
      const operands = [op.in].flat().map((name) => values.get(name)!);
      const weight = (key: string) => variables.get(op[key] as string) as Tensor | undefined;
      values.set(op.out, evaluate(core, op, operands, weight));
    }
    return values.get(model.output)!;
  };
  return {
    names: [...variables.keys()],
    variables: [...variables.values()],
    inputs,
    forward,
    loss: () => {
      const terms = model.penalties.map(({ kind, lambda, variable }) => {
        const w = variables.get(variable)!;
        return core.mul(lambda, core.sum(kind === 'l1' ? core.abs(w) : core.square(w)));
      });
      return terms.reduce<Tensor>(
        (sum, term) => core.add(sum, term),
        dataLoss(core, model, forward(), targets),
      ) as Scalar;
    },
    dispose: () => core.dispose([...variables.values(), targets, inputs] as never),
  };
}

function dataLoss(core: TensorflowCore, { loss }: ReferenceModel, output: Tensor, targets: Tensor): Tensor {
  if (loss === 'meanSquaredError') return core.losses.meanSquaredError(targets, output);
  if (loss === 'softmaxCrossEntropy') return core.losses.softmaxCrossEntropy(targets, output);
  return core.losses.sigmoidCrossEntropy(targets, output);
}

type Weight = (key: string) => Tensor | undefined;

function evaluate(core: TensorflowCore, op: ReferenceOp, [x, y]: Tensor[], weight: Weight): Tensor {
  const window = [op['size'], op['strides'], op['padding']] as [number, number, 'same' | 'valid'];
  switch (op.op) {
    case 'dense': {
      const product = core.matMul(flatRows(core, x!), weight('kernel') as Tensor2D);
      const sum = weight('bias') ? core.add(product, weight('bias')!) : product;
      return core.reshape(sum, [...x!.shape.slice(0, -1), sum.shape[1]!]);
    }
    case 'conv2d': {
      const convolved = core.conv2d(x as Tensor4D, weight('kernel') as Tensor4D, window[1], window[2]);
      return core.add(convolved, weight('bias')!);
    }
    case 'act':
      return activate(core, op['kind'] as string, x!);
    case 'maxPool2d':
      return core.maxPool(x as Tensor4D, ...window);
    case 'avgPool2d':
      return core.avgPool(x as Tensor4D, ...window);
    case 'globalAveragePooling1d':
      return core.mean(x!, 1);
    case 'flatten':
      return core.reshape(x!, [x!.shape[0]!, -1]);
    case 'batchNorm': {
      const axes = x!.shape.slice(0, -1).map((_, axis) => axis);
      const { mean, variance } = core.moments(x!, axes);
      const [beta, gamma] = [weight('beta') as Tensor1D, weight('gamma') as Tensor1D];
      return core.batchNorm(x!, mean as Tensor1D, variance as Tensor1D, beta, gamma, op['epsilon'] as number);
    }
    case 'layerNorm':
      return layerNorm(core, x!, weight('gamma')!, weight('beta')!, op['epsilon'] as number);
    case 'lstm':
      return lstm(core, x as Tensor3D, weight('kernel')!, weight('recurrentKernel')!, weight('bias')!);
    case 'gru':
      return gru(core, x as Tensor3D, weight('kernel')!, weight('recurrentKernel')!, weight('bias')!);
    case 'embedding':
      return core.gather(weight('table')!, x as Tensor2D);
    case 'matMul':
      return core.matMul(x!, y!, false, op['transposeB'] as boolean);
    case 'scale':
      return core.mul(x!, op['factor'] as number);
    case 'softmax':
      return core.softmax(x!);
    case 'add':
      return core.add(x!, y!);
    default:
      throw new Error(`no op ${op.op}`);
  }
}

const flatRows = (core: TensorflowCore, x: Tensor) => core.reshape(x, [-1, x.shape.at(-1)!]) as Tensor2D;
