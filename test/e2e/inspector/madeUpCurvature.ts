/**
 * Made-up curvature of the made-up run: a track on 64 samples that is noisy and too high, anchors with brackets, a limit that
 * falls with the raised rate, a gap that was over the budget, spectra. Numbers are seeded; nothing here is a measurement.
 */
import type { CurvatureDetail, CurvaturePoints, CurvatureSeries } from '../../../src/protocol/curvature.js';
import type { DenseHessian } from '../../../src/protocol/measurements.js';
import type { CurvaturePayload, SpectralDensity } from '../../../src/protocol/records.js';
import { noise } from './noise.js';

export type MadeUpCurvature = 'full' | 'track' | 'adam' | 'refused' | 'small';

const FILE = '/home/ada/digits/digits.js';
const RAISED = 240;
const EVERY = 5;
const GAP = { from: 121, to: 146 };

const limitAt = (step: number, kind: MadeUpCurvature) => (kind === 'adam' ? 380 : step < RAISED ? 40 : 6.67);

/** λ1 of all the data. */
function sharpnessAt(step: number): number {
  if (step <= RAISED) return 2.4 + 26 * (1 - Math.exp(-step / 25)) + 3 * Math.sin(step / 17);
  return 0.25 + 25 * Math.exp(-(step - RAISED) / 9) + (step > 350 && step < 372 ? 1.6 : 0);
}

const bracketOf = (step: number) => [0.92 - 0.03 * noise(step, 31), 1.06 + 0.05 * noise(step, 32)] as const;

interface Point {
  step: number;
  value: number;
  samples: number;
  cold: boolean;
  bracket: readonly [number, number] | null;
}

function pointsOf(points: readonly Point[], kind: MadeUpCurvature): CurvaturePoints {
  const column = (of: (point: Point) => number) => Float64Array.from(points, of);
  const held = (value: number) => (kind === 'adam' ? value * 7.4 : value);
  return {
    steps: column(({ step }) => step),
    values: column(({ value }) => value),
    residuals: column(({ value }) => value * 3e-3),
    samples: column(({ samples }) => samples),
    cold: Uint8Array.from(points, ({ cold }) => (cold ? 1 : 0)),
    lower: column(({ value, bracket }) => (bracket ? value * bracket[0] : NaN)),
    upper: column(({ value, bracket }) => (bracket ? value * bracket[1] : NaN)),
    limit: column(({ step }) => limitAt(step, kind)),
    held: column(({ value }) => held(value)),
    heldLower: column(({ value, bracket }) => (bracket ? held(value * bracket[0]) : NaN)),
    heldUpper: column(({ value, bracket }) => (bracket ? held(value * bracket[1]) : NaN)),
    predicted: column(({ step }) => updateAt(step).predicted),
    actual: column(({ step }) => updateAt(step).actual),
    alpha: column(({ step }) => updateAt(step).alpha),
  };
}

function updateAt(step: number) {
  const alpha = step === RAISED ? 4.1 : -0.8 + 0.9 * (1 - Math.exp(-step / 60)) + 0.5 * (noise(step, 41) - 0.5);
  const predicted = step === RAISED ? 2.9 : -0.012 * Math.exp(-step / 150) * (0.6 + noise(step, 42));
  return { predicted, actual: predicted * (0.93 + 0.1 * noise(step, 43)), alpha };
}

/** @param nanFrom from this step on nothing is measured */
export function madeUpCurvature(kind: MadeUpCurvature, steps: number, nanFrom: number): CurvatureSeries {
  const inGap = (step: number) => step >= GAP.from && step <= GAP.to;
  const measurable = (step: number) => step <= steps && step < nanFrom && !inGap(step) && kind !== 'refused';
  const every = (stride: number) =>
    Array.from({ length: Math.floor(steps / stride) }, (_, i) => (i + 1) * stride).filter(measurable);
  const track = every(EVERY).map((step): Point => {
    const value = sharpnessAt(step) * (1.25 + 0.35 * (noise(step, 30) - 0.5));
    return { step, value, samples: 64, cold: step % 125 === 0, bracket: null };
  });
  const anchors = kind === 'track' ? [] : every(40);
  const notMeasured = [
    { ...GAP, why: 'over the budget' },
    ...(nanFrom <= steps ? [{ from: nanFrom, to: steps, why: `weights are NaN since step ${nanFrom}` }] : []),
  ].filter(({ from }) => from <= steps && kind !== 'refused');
  return {
    training: 0,
    track: pointsOf(track, kind),
    anchors: pointsOf(
      anchors.map((step): Point => ({
        step,
        value: sharpnessAt(step),
        samples: 512,
        cold: true,
        bracket: bracketOf(step),
      })),
      kind,
    ),
    rule: kind === 'refused' ? null : kind === 'adam' ? 'Adam: 2(1 + β₁)/((1 − β₁)η)' : 'SGD: 2/η',
    noLimit: null,
    spectra: kind === 'track' ? Float64Array.of() : Float64Array.from(every(80)),
    notMeasured,
    checkpoints: Float64Array.from(every(80)),
    refused:
      kind === 'refused'
        ? [
            {
              ...{ what: 'curvature', op: 'NonMaxSuppressionV3', file: FILE, line: 12 },
              why: 'This op has no gradient, so the loss has no second derivative behind it.',
            },
          ]
        : [],
  };
}

const LARGEST = [30.9, 22.6, 18, 15.1, 12.2, 9.84, 8.12, 6.41, 5.23, 4.08];
const SMALLEST = [-1.87, -1.42, -0.913];

/** A payload in which nothing was measured. */
export const NO_CURVATURE: CurvaturePayload = {
  ...{ measured: 'track', samples: 64, batches: 1, eigenvalues: [], smallest: [], cold: false, stopped: 'tolerance' },
  ...{ products: 0, sample: null, trace: null, condition: null, density: null, negativeShare: null, stability: null },
  ...{ layers: null, gradientCosines: null, update: null, notes: [], notMeasured: null },
};

function densityOf(values: readonly number[], width: number): SpectralDensity {
  const bumps = [
    ...[0, 0.05, -0.08, 0.4, -0.5, 1.1, 2.2].map((at, i) => [at, [0.7, 0.1, 0.06, 0.05, 0.02, 0.03, 0.015][i]!]),
    ...values.map((at) => [at, 0.0009]),
  ] as [number, number][];
  const grid = Float64Array.from({ length: 1200 }, (_, i) => -4 + (42 * i) / 1199);
  const density = grid.map((x) =>
    bumps.reduce(
      (sum, [at, mass]) => sum + (mass / (width * 2.507)) * Math.exp(-((x - at) ** 2) / (2 * width ** 2)),
      0,
    ),
  );
  const spread = density.map((value, i) => value * (0.12 + (0.5 * Math.abs(grid[i]!)) / 40));
  return { grid, values: density, spread, probes: 10 };
}

function spectrumPayload(step: number, kind: MadeUpCurvature): CurvaturePayload {
  const scale = sharpnessAt(step) / 30.9;
  const largest = LARGEST.map((value) => value * scale);
  const [lower, upper] = bracketOf(step);
  const value = largest[0]!;
  return {
    ...NO_CURVATURE,
    ...{ measured: 'spectrum', samples: 512, batches: 8, cold: true, stopped: 'floor', products: 143 },
    eigenvalues: largest.map((theta, i) => ({ value: theta, residual: theta * 2e-5 * (i + 1) })),
    smallest: SMALLEST.map((theta) => ({ value: theta, residual: 4e-4 })),
    sample: { lower: value * lower, upper: value * upper, standardError: value * 0.04 },
    trace: { value: 284, standardError: 13.2 },
    condition: kind === 'small' ? 8.1e5 : null,
    density: densityOf(largest, 0.22),
    negativeShare: 0.013,
    stability: {
      ...{ rule: 'SGD: 2/η', limit: limitAt(step, kind), value: kind === 'adam' ? value * 7.4 : value },
      ...{ lower: value * lower, upper: value * upper, why: null },
    },
    layers: [
      { layer: 'conv1', value: 6.4 * scale, residual: 1e-3 },
      { layer: 'conv2', value: 14.8 * scale, residual: 2e-3 },
      { layer: 'dense1', value: 9.7 * scale, residual: 1e-3 },
      { layer: 'dense2', value: 5.2 * scale, residual: 8e-4 },
      { layer: 'logits', value: 21.3 * scale, residual: 3e-3 },
    ],
    gradientCosines: LARGEST.map((_, i) => 0.82 / (i + 1) ** 1.3),
    update: { ...updateAt(step), noiseScale: { value: 412, standardError: 38 } },
    notes: ['One dropout mask was used for all products of one evaluation.'],
  };
}

/** As of a step: the newest of each kind before it. */
export function curvatureDetailOf(kind: MadeUpCurvature, step: number, asked = false): CurvatureDetail {
  const at = Math.max(80, Math.floor(step / 80) * 80);
  const samples = 64;
  const nothing = { track: null, anchor: null, spectrum: null, newton: null, verify: null };
  if (kind === 'refused' || kind === 'track') return { training: 0, step, ...nothing };
  return {
    training: 0,
    step,
    ...nothing,
    spectrum: { step: at, payload: spectrumPayload(at, kind) },
    hessian: kind === 'small' ? { step: at, payload: hessianOf() } : null,
    newton: asked
      ? {
          step,
          payload: {
            ...{ damping: 0.01, iterations: 38, predicted: 0.412, actual: 0.287, negativeCurvature: true },
            ...{ residual: 3.1e-3, gradientChange: 0.021, samples },
            why: 'The direction of negative curvature was left out: along it the parabola has no minimum.',
          },
        }
      : null,
    verify: asked
      ? {
          step,
          payload: {
            ...{ samples, why: null },
            quantities: [
              { quantity: 'loss', value: 0.5951234, float64: 0.5951231, relativeError: 5.04e-7 },
              { quantity: 'gradient norm of conv1/kernel', value: 3.91, float64: 3.910004, relativeError: 1.02e-6 },
              { quantity: 'gradient norm of logits/kernel', value: 9.31, float64: 9.310008, relativeError: 8.6e-7 },
              { quantity: 'Hessian-vector product', value: 39.8, float64: 39.80004, relativeError: 1.3e-6 },
              { quantity: 'λ1', value: 39.8, float64: 39.8012, relativeError: 3.0e-5 },
            ],
          },
        }
      : null,
  };
}

/** Of a 2-10-1 network. */
function hessianOf(): DenseHessian {
  const blocks = [
    { name: 'hidden', from: 0 },
    { name: 'output', from: 30 },
  ];
  const size = 41;
  const values = new Float32Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = row; column < size; column++) {
      const unit = (index: number) => (index < 20 ? index % 10 : index < 30 ? index - 20 : index - 30);
      const dead = unit(row) === 3 || unit(column) === 3;
      const related = unit(row) === unit(column) ? 1 : 0.04;
      const late = (row >= 30 ? 3 : 1) * (column >= 30 ? 3 : 1);
      const value = dead
        ? 0
        : related * late * (row === column ? 1 : 2 * (noise(row, column) - 0.55)) * 10 ** -noise(column, row);
      values[row * size + column] = values[column * size + row] = value;
    }
  return { size, values, blocks, samples: 200 };
}
