import type { RunRecord, StepPayload, TrainingPayload } from '../../../src/protocol/records.js';
import type { RunInfo } from '../../../src/protocol/run.js';

/** A small run written out by hand: two variables, one of them without a gradient at its last step. */
export const runInfo: RunInfo = {
  schema: 1,
  id: 'run-1',
  gradlens: '0.1.0',
  startedAt: 1000,
  endedAt: 5200,
  program: { file: '/home/ada/train.js', line: 12, lineFile: null, script: null, args: [], cwd: '/home/ada' },
  backend: {
    name: 'wasm',
    plain: 'cpu',
    ladder: [
      { name: 'tensorflow', usable: false, why: 'The program does not import it.' },
      { name: 'wasm', usable: true, why: 'Bundled.' },
    ],
    tfjs: { version: '4.22.0', from: 'program', why: 'The program has it.' },
  },
  versions: { node: '20.20.2', tfjs: '4.22.0' },
  platform: 'linux',
  gitCommit: null,
  outcome: { stopped: 'end', programExit: 0, signal: null, error: null, overhead: 0.034, recordingStopped: null },
  sources: [],
  control: null,
};

export const training: TrainingPayload = {
  file: '/home/ada/train.js',
  line: 12,
  callee: 'fit',
  found: 'variables',
  optimizer: { name: 'Adam', config: { learningRate: 0.01, limit: Infinity } },
  variables: [
    { name: 'hidden/kernel', layer: 'hidden', shape: [3, 4], parameters: 12, file: '/home/ada/train.js', line: 5 },
    { name: 'hidden/bias', layer: 'hidden', shape: [4], parameters: 4, file: '/home/ada/train.js', line: 5 },
  ],
  terms: [
    {
      name: 'hidden/kernel_l2',
      layer: 'hidden',
      penalties: [{ kind: 'l2', lambda: 0.001 }],
      file: '/home/ada/train.js',
      line: 6,
    },
    {
      name: 'hidden/bias_l1l2',
      layer: 'hidden',
      penalties: [
        { kind: 'l1', lambda: 0.1 },
        { kind: 'l2', lambda: 0.2 },
      ],
      file: null,
      line: null,
    },
  ],
  planned: { steps: null, epochs: 2, stepsPerEpoch: 10 },
};

export const step = (time: number, loss: number | null, epoch: number | null): StepPayload => ({
  time,
  cost: 0.1,
  loss,
  learningRate: 0.01,
  epoch,
  microBatches: 1,
  norms: Float64Array.of(3, 2, 0.5, NaN, 0.25, 0),
  gradient: Float32Array.of(0.5, 0.25, -1, 1, 0.125, 0, 0, NaN, NaN, NaN, NaN, NaN, NaN, NaN),
  weight: Float32Array.of(0.5, 0.75, 0, 0, -0.5, 0.25, 0, 0),
  state: Uint8Array.of(1, 2),
});

export const records: RunRecord[] = [
  { kind: 'training', training: 0, step: 0, sequence: 0, payload: training },
  { kind: 'step', training: 0, step: 1, sequence: 1, payload: step(100, 2.5, 1) },
  { kind: 'terms', training: 0, step: 1, sequence: 2, payload: { values: Float64Array.of(0.25, NaN) } },
  {
    kind: 'metric',
    training: 0,
    step: 1,
    sequence: 3,
    payload: { name: 'acc', split: 'train', value: 0.1, epoch: 1, scope: 'batch' },
  },
  {
    kind: 'metric',
    training: 0,
    step: 1,
    sequence: 4,
    payload: { name: 'acc', split: 'train', value: 0.5, epoch: 1, scope: 'epoch' },
  },
  {
    kind: 'metric',
    training: 0,
    step: 1,
    sequence: 5,
    payload: { name: 'loss', split: 'validation', value: 0.7, epoch: 1, scope: 'epoch' },
  },
  { kind: 'step', training: 0, step: 2, sequence: 6, payload: step(150, 0.75, 2) },
  {
    kind: 'metric',
    training: 0,
    step: 2,
    sequence: 7,
    payload: { name: 'acc', split: 'train', value: 0.4, epoch: 2, scope: 'epoch' },
  },
  {
    kind: 'metric',
    training: 0,
    step: 2,
    sequence: 8,
    payload: { name: 'loss', split: 'validation', value: 0.6, epoch: 2, scope: 'epoch' },
  },
];
