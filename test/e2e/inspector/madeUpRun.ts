/**
 * Messages of a made-up run for tests of the page: LeNet-like layers, a loss that falls and jumps at step 240, a gap that
 * was not measured, zeros, and NaN where asked. Numbers are seeded; nothing here is a measurement.
 */
import {
  MARK,
  type RunHead,
  type RunState,
  type SessionStatus,
  type StepReadings,
  type ToWebview,
  type TrainingSeries,
  type VariableDetail,
} from '../../../src/protocol/inspector.js';
import { HISTOGRAM_BINS, HISTOGRAM_SIDE, LOWEST_EXPONENT, type VariableInfo } from '../../../src/protocol/records.js';
import { madeUpCurvature, type MadeUpCurvature } from './madeUpCurvature.js';
import { madeUpJacobian, madeUpLambda, madeUpTerms, type MadeUpTerms } from './madeUpTerms.js';
import { noise } from './noise.js';

const LAYERS: [string, number[]][] = [
  ['conv1', [5, 5, 1, 6]],
  ['conv2', [5, 5, 6, 16]],
  ['dense1', [400, 120]],
  ['dense2', [120, 84]],
  ['logits', [84, 10]],
];
const FILE = '/home/ada/digits/digits.js';
const PLANNED = 400;
const STEPS_PER_EPOCH = 80;

/** A deep network: blocks of three layers each, under the stem and before the head. */
function deepLayers(blocks: number): [string, number[]][] {
  const block = (i: number): [string, number[]][] => [
    [`block_${i}/expand`, [1, 1, 16, 64]],
    [`block_${i}/depthwise`, [3, 3, 64, 1]],
    [`block_${i}/project`, [1, 1, 64, 16]],
  ];
  const middle = Array.from({ length: blocks }, (_, i) => block(i + 1)).flat();
  return [['stem/conv', [3, 3, 3, 16]], ...middle, ['head/logits', [1280, 1000]]];
}

const variablesOf = (layers: readonly [string, number[]][]): VariableInfo[] =>
  layers.flatMap(([layer, shape], i) =>
    (['kernel', 'bias'] as const).map((kind) => ({
      name: `${layer}/${kind}`,
      layer,
      shape: kind === 'kernel' ? shape : [shape.at(-1)!],
      parameters: kind === 'kernel' ? shape.reduce((a, b) => a * b) : shape.at(-1)!,
      file: FILE,
      line: [8, 11, 14, 15, 16][i] ?? 16 + i,
    })),
  );
const variables = variablesOf(LAYERS);

const lossAt = (step: number): number =>
  step < 241
    ? 0.45 + 1.9 * Math.exp(-step / 60) + 0.15 * noise(step, 1)
    : 2.5 + 12 * Math.exp(-(step - 241) / 3) + 0.05 * noise(step, 2);

function normAt(variable: number, step: number): number {
  const size = [0.8, 0.3, 2, 0.3, 5, 0.3, 3, 0.3, 3, 0.3][variable % 10]!;
  const after = step < 241 ? 1 : step < 262 ? 6 : 0.01;
  return size * after * (0.5 + noise(step, variable)) * (0.4 + Math.exp(-step / 200));
}

export interface MadeUp {
  steps: number;
  state: RunState;
  /** From this step on everything is NaN. */
  nanFrom?: number;
  trainings?: number;
  /** What is known of curvature; absent: nothing. */
  curvature?: MadeUpCurvature;
  /** What is known of the terms of the loss; absent: nothing. */
  terms?: MadeUpTerms;
  /** Blocks of three layers, in place of the five layers. */
  blocks?: number;
  patch?: (run: RunHead, status: SessionStatus) => void;
}

function markAt(variable: number, step: number, nanFrom: number): number {
  if (step >= nanFrom) return MARK.nonFinite;
  if (step >= 300 && step < 304) return MARK.notMeasured;
  return variable % 2 === 1 && step >= 358 && variable < 4 ? MARK.zero : MARK.value;
}

function seriesOf(training: number, steps: number, nanFrom: number, shown: readonly VariableInfo[]): TrainingSeries {
  const column = (value: (step: number) => number) => Float64Array.from({ length: steps }, (_, i) => value(i + 1));
  const rows = (value: (variable: number, step: number) => number) =>
    shown.flatMap((_, v) => Array.from({ length: steps }, (_, i) => value(v, i + 1)));
  const loss = (step: number) => (step >= nanFrom ? NaN : lossAt(step));
  const validated = [1, 2, 3, 4, 5].map((epoch) => epoch * STEPS_PER_EPOCH).filter((step) => step <= steps);
  return {
    training,
    steps,
    size: 1,
    firstBucket: 0,
    buckets: steps,
    lossMin: column(loss),
    lossMax: column(loss),
    lossLast: column(loss),
    lossMark: Uint8Array.from({ length: steps }, (_, i) => (i + 1 >= nanFrom ? MARK.nonFinite : MARK.value)),
    time: column((step) => 1000 + step * 86 + training),
    epoch: column((step) => Math.floor((step - 1) / STEPS_PER_EPOCH) + 1),
    learningRate: column((step) => (step < 240 ? 0.05 : 0.3)),
    gradientNorm: Float32Array.from(rows((v, step) => (markAt(v, step, nanFrom) === MARK.value ? normAt(v, step) : 0))),
    gradientMark: Uint8Array.from(rows((v, step) => markAt(v, step, nanFrom))),
    updateRatio: Float32Array.from(rows((v, step) => (step >= nanFrom ? NaN : normAt(v, step) * 0.004))),
    ranges: { norm: { low: -3, high: 2 }, ratio: { low: -6, high: 0 } },
    terms: Float64Array.from([
      ...column((step) => 0.236 + 0.01 * noise(step, 5)),
      ...column((step) => 0.0888 + 0.005 * noise(step, 6)),
    ]),
    metrics: [
      {
        name: 'acc',
        split: 'train',
        scope: 'batch',
        steps: column((s) => s),
        values: column((s) => (s < 241 ? 1 - 0.9 * Math.exp(-s / 30) - 0.05 * noise(s, 9) : 0.1)),
      },
      {
        name: 'loss',
        split: 'validation',
        scope: 'epoch',
        steps: Float64Array.from(validated),
        values: Float64Array.from(validated.map((s) => (s < 241 ? lossAt(s) * 1.02 : 2.6))),
      },
      {
        name: 'acc',
        split: 'validation',
        scope: 'epoch',
        steps: Float64Array.from(validated),
        values: Float64Array.from(validated.map((s) => (s < 241 ? 0.93 : 0.11))),
      },
    ],
  };
}

export function readingsOf(training: number, step: number, nanFrom = Infinity, count = variables.length): StepReadings {
  const nan = step >= nanFrom;
  return {
    training,
    step,
    time: 1000 + step * 86,
    loss: nan ? NaN : lossAt(step),
    epoch: Math.floor((step - 1) / STEPS_PER_EPOCH) + 1,
    learningRate: step < 240 ? 0.05 : 0.3,
    variables: Array.from({ length: count }, (_, v) => {
      const norm = nan ? NaN : normAt(v, step);
      return {
        gradientNorm: markAt(v, step, nanFrom) === MARK.zero ? 0 : norm,
        weightNorm: nan ? NaN : 4.2 + v,
        updateNorm: norm * 0.02,
        updateRatio: nan ? null : norm * 0.004,
        gradient: { mean: 0.00495, std: 0.0323, min: -0.0175, max: 0.692, zeros: 0, nan: nan ? 10 : 0, inf: 0 },
        weight: { mean: 0.001, std: 0.05, nan: 0, inf: 0 },
      };
    }),
    terms: [0.236, 0.0888],
  };
}

export function detailOf(training: number, variable: number, steps: number): VariableDetail {
  const columns = Math.min(steps, 256);
  const at = Float64Array.from({ length: columns }, (_, i) => Math.round(((i + 1) / columns) * steps));
  const counts = (centre: number) =>
    Uint32Array.from({ length: columns * HISTOGRAM_BINS }, (_, cell) => {
      const bin = cell % HISTOGRAM_BINS;
      const exponent = LOWEST_EXPONENT + Math.abs(bin - HISTOGRAM_SIDE) - 1;
      return bin === HISTOGRAM_SIDE
        ? 2
        : Math.round(200 * Math.exp(-((exponent - centre) ** 2) / 6) * (0.6 + noise(cell)));
    });
  return { training, variable, steps: at, gradient: counts(-9), weight: counts(-5), update: counts(-13) };
}

export function madeUpRun(made: MadeUp): ToWebview[] {
  const { steps, state } = made;
  const nanFrom = made.nanFrom ?? Infinity;
  const live = ['waiting', 'running', 'paused'].includes(state);
  const trainings = made.trainings ?? 1;
  const shown = made.blocks ? variablesOf(deepLayers(made.blocks)) : variables;
  const run: RunHead = {
    id: `made-up-${trainings}-${shown.length}`,
    program: { file: FILE, line: 34, lineFile: null, script: null, args: [], cwd: '/home/ada/digits' },
    startedAt: 1.79e12,
    backend: {
      name: 'wasm',
      plain: 'cpu',
      ladder: [
        { name: 'tensorflow-gpu', usable: false, why: '@tensorflow/tfjs-node-gpu is not installed.' },
        {
          name: 'tensorflow',
          usable: false,
          why: '@tensorflow/tfjs-node 4.22.0 is installed, but its library libtensorflow.so.2.9.1 is missing.',
        },
        { name: 'wasm', usable: true, why: 'SIMD, one thread, with Gradlens’ training kernels.' },
        { name: 'cpu', usable: true, why: 'Usable; slower.' },
        { name: 'webgpu', usable: false, why: "Only by tf.setBackend('webgpu') in the program." },
      ],
      tfjs: { version: '4.22.0', from: 'program', why: 'the program’s own copy.' },
    },
    trainings: Array.from({ length: trainings }, (_, id) => ({
      id,
      file: FILE,
      line: 34 + 5 * id,
      callee: 'minimize',
      optimizer: { name: 'SGD', config: { learningRate: 0.05 } },
      variables: shown,
      terms: [
        { name: 'l2', layer: null, penalties: [{ kind: 'l2', lambda: 5e-4 }], file: FILE, line: 26 },
        { name: 'l1', layer: null, penalties: [{ kind: 'l1', lambda: 2e-5 }], file: FILE, line: 27 },
      ],
      planned: { steps: PLANNED, epochs: 5, stepsPerEpoch: STEPS_PER_EPOCH },
      steps,
    })),
    findings: [],
    damage: null,
    thinned: [],
  };
  const status: SessionStatus = {
    state,
    phases: [
      { phase: 'starting', milliseconds: 40 },
      { phase: 'tensorflow', milliseconds: 110 },
      { phase: 'backend', milliseconds: 60 },
      { phase: 'program', milliseconds: steps === 0 ? null : 3200 },
    ],
    training: 0,
    step: steps,
    epoch: steps === 0 ? null : Math.floor((steps - 1) / STEPS_PER_EPOCH) + 1,
    stepsPerSecond: steps === 0 ? null : 11.6,
    overhead: steps === 0 ? null : 0.039,
    pause: null,
    pauseWhen: null,
    error: null,
    programExit: null,
    recordingStopped: null,
    live,
  };
  made.patch?.(run, status);
  const written = made.terms === 'written' && steps > 0;
  const seriesWithLambda = (id: number) => {
    const series = seriesOf(id, steps, nanFrom, shown);
    return written ? { ...series, metrics: [...series.metrics, madeUpLambda(steps)] } : series;
  };
  const series: ToWebview[] =
    steps === 0 ? [] : run.trainings.map(({ id }) => ({ type: 'series', series: seriesWithLambda(id) }));
  const curvature: ToWebview[] =
    made.curvature && steps > 0
      ? [{ type: 'curvature', curvature: madeUpCurvature(made.curvature, steps, nanFrom) }]
      : [];
  const layers = [...new Set(shown.map(({ layer }) => layer!))];
  const terms: ToWebview[] =
    made.terms && steps > 0
      ? [
          { type: 'terms', terms: madeUpTerms(made.terms, steps, layers) },
          ...(written ? [{ type: 'jacobian', jacobian: madeUpJacobian(steps) } as const] : []),
        ]
      : [];
  return [{ type: 'run', run }, { type: 'status', status }, ...series, ...curvature, ...terms];
}
