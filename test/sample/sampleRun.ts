/**
 * A made-up run on disk, seeded: ten variables as of a small convolutional network, a loss that falls, regularizers,
 * epochs with metrics, a stretch without measurements, gradients that are zero, and a NaN. Nothing in it is a measurement.
 */
import { openRunWriter } from '../../src/runs/runWriter.js';
import { writeRunFile } from '../../src/runs/runFile.js';
import {
  GRADIENT_COLUMNS,
  HISTOGRAM_BINS,
  HISTOGRAM_SIDE,
  NORM_COLUMNS,
  VARIABLE_STATE,
  WEIGHT_COLUMNS,
  type HistogramPayload,
  type RunRecord,
  type StepPayload,
  type TrainingPayload,
} from '../../src/protocol/records.js';
import { RUN_SCHEMA, type RunInfo } from '../../src/protocol/run.js';

export interface SampleOptions {
  steps: number;
  variables?: number;
  histograms?: boolean;
  seed?: number;
  sizeLimit?: number;
}

/** Steps that were not measured, that have no gradient at variable 1, and that have NaN at variable 2. */
export const GAP = { from: 20, to: 24 };
export const ZERO = { variable: 1, from: 30, to: 39 };
export const NAN = { variable: 2, step: 45 };
const STEPS_PER_EPOCH = 25;
const NAMES = ['conv1', 'conv2', 'dense1', 'dense2', 'logits'].flatMap((layer) => [`${layer}/kernel`, `${layer}/bias`]);

/** Mulberry32: numbers from 0 to 1 that a seed determines. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const sampleInfo: RunInfo = {
  schema: RUN_SCHEMA,
  id: '20261124-010203-abcdef',
  gradlens: '0.1.0',
  startedAt: Date.UTC(2026, 10, 24),
  endedAt: null,
  program: { file: '/home/ada/digits/train.js', line: 9, lineFile: null, script: null, args: [], cwd: '/home/ada' },
  backend: null,
  versions: { node: '20.20.2', tfjs: '4.22.0' },
  platform: 'linux x64',
  gitCommit: null,
  outcome: { stopped: 'end', programExit: 0, signal: null, error: null, overhead: 0.03, recordingStopped: null },
  sources: [{ file: '/home/ada/digits/train.js', sha256: '0', text: 'await model.fit(images, labels);\n' }],
  control: null,
};

export function sampleTraining(variables = NAMES.length): TrainingPayload {
  return {
    ...{ file: '/home/ada/digits/train.js', line: 9, callee: 'fit', found: 'variables' as const },
    optimizer: { name: 'Adam', config: { learningRate: 0.001 } },
    variables: Array.from({ length: variables }, (_, v) => {
      const name = NAMES[v] ?? `w${v}`;
      return { name, layer: name.split('/')[0]!, shape: [8, 4], parameters: 32, file: null, line: 3 + v };
    }),
    terms: ['l2', 'l1'].map((kind, t) => {
      return {
        name: `dense${t + 1}_${kind}`,
        layer: null,
        penalties: [{ kind, lambda: 0.01 }],
        file: null,
        line: null,
      };
    }),
    planned: { steps: null, epochs: 4, stepsPerEpoch: STEPS_PER_EPOCH },
  };
}

/** The records of the run in the order in which a trainer writes them, without histograms. */
export function sampleRecords({ steps, variables = NAMES.length, seed = 1 }: SampleOptions): RunRecord[] {
  const random = seeded(seed);
  const records: RunRecord[] = [];
  const add = (kind: RunRecord['kind'], step: number, payload: RunRecord['payload']) =>
    records.push({ kind, training: 0, step, sequence: records.length, payload } as RunRecord);
  add('training', 0, sampleTraining(variables));
  for (let step = 1; step <= steps; step++) {
    const payload = sampleStep(step, variables, random);
    add('step', step, payload);
    add('terms', step, { values: Float64Array.of(random(), step % 7 === 0 ? NaN : random()) });
    const { epoch, loss } = payload;
    if (step % STEPS_PER_EPOCH !== 0 || loss === null) continue;
    add('metric', step, { name: 'acc', split: 'train', value: random(), epoch, scope: 'epoch' });
    add('metric', step, { name: 'loss', split: 'validation', value: loss + random(), epoch, scope: 'epoch' });
  }
  records.push({
    ...{ kind: 'end', training: -1, step: 0, sequence: records.length },
    payload: { stopped: 'end', time: steps },
  } as RunRecord);
  return records;
}

function sampleStep(step: number, variables: number, random: () => number): StepPayload {
  const isGap = step >= GAP.from && step <= GAP.to;
  const fill = (columns: number, array: Float64Array | Float32Array) => {
    for (let i = 0; i < variables * columns; i++) array[i] = isGap ? NaN : random() + 0.01;
  };
  const norms = new Float64Array(variables * NORM_COLUMNS.length);
  const gradient = new Float32Array(variables * GRADIENT_COLUMNS.length);
  const weight = new Float32Array(variables * WEIGHT_COLUMNS.length);
  fill(NORM_COLUMNS.length, norms);
  fill(GRADIENT_COLUMNS.length, gradient);
  fill(WEIGHT_COLUMNS.length, weight);
  for (let v = 0; v < variables; v++) gradient.fill(0, v * 7 + 5, v * 7 + 7);
  if (step >= ZERO.from && step <= ZERO.to) norms[ZERO.variable * 3] = 0;
  if (step === NAN.step) [norms[NAN.variable * 3], gradient[NAN.variable * 7 + 5]] = [NaN, 3];
  return {
    ...{ time: step * 10, cost: 0.1, learningRate: 0.001, microBatches: 1 },
    epoch: Math.ceil(step / STEPS_PER_EPOCH),
    loss: isGap ? null : step === NAN.step ? NaN : 2.3 * Math.exp(-step / 100) + 0.1 * random(),
    ...{ norms, gradient, weight },
    state: new Uint8Array(variables).fill(isGap ? VARIABLE_STATE.notMeasured : VARIABLE_STATE.measured),
  };
}

/** A bell of counts around 2⁻⁸, the same on both sides. */
export function sampleHistogram(variables: number, step: number): HistogramPayload {
  const counts = new Uint32Array(variables * HISTOGRAM_BINS);
  for (let v = 0; v < variables; v++) {
    for (let i = -8; i <= 8; i++) {
      for (const side of [40 + i, -40 - i])
        counts[v * HISTOGRAM_BINS + HISTOGRAM_SIDE + side] = (9 - Math.abs(i)) * step;
    }
  }
  return { gradient: counts, weight: counts.slice(), update: counts.slice() };
}

/** Writes the run into a folder that exists, and answers its records. */
export function writeSampleRun(runDirectory: string, options: SampleOptions): RunRecord[] {
  const { variables = NAMES.length } = options;
  const records = sampleRecords(options);
  const writer = openRunWriter(runDirectory, options.sizeLimit);
  for (const { kind, training, step, payload } of records) {
    writer.append(kind, training, step, payload);
    if (kind === 'step' && options.histograms) writer.append('histogram', 0, step, sampleHistogram(variables, step));
  }
  writer.close();
  writeRunFile(runDirectory, {
    ...sampleInfo,
    endedAt: sampleInfo.startedAt + options.steps * 10,
    thinned: writer.thinned,
  });
  return records;
}
