/** Made-up terms of a loss: data, L2, L1 and a Jacobian penalty, over the steps of a made-up run. */
import type { MetricSeries } from '../../../src/protocol/inspector.js';
import type { TermDescription, TermsSeries } from '../../../src/protocol/terms.js';
import type { JacobianSeries } from '../../../src/protocol/jacobianSeries.js';
import { noise } from './noise.js';

/** `declared`: by layers, with a regularizer each; `written`: by hand; `unused`: written, and one never reaches the loss. */
export type MadeUpTerms = 'declared' | 'written' | 'unused';

const FILE = '/home/ada/digits/digits.js';
const EVERY = 5;

const term = (name: string, line: number | null, more: Partial<TermDescription>): TermDescription => ({
  ...{ name, kind: 'penalty', layer: null, file: line === null ? null : FILE, line, formula: null, lambda: null },
  ...{ variables: [0, 2, 4, 6, 8], penalties: [] },
  ...more,
});

const WRITTEN: readonly TermDescription[] = [
  term('mse', 25, { kind: 'data', variables: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] }),
  term('decay', 26, { formula: 'λ/2 Σw²', lambda: 5e-4, penalties: ['l2'] }),
  term('sparse', 27, { formula: 'λ Σ|w|', lambda: 2e-5, penalties: ['l1'] }),
  term('jacobian', 28, { formula: 'λ/2 mean ‖∂z/∂x‖²', lambda: 0.01, penalties: ['jacobian'] }),
];

function declared(layers: readonly string[]): TermDescription[] {
  const data = term('data', null, { kind: 'data', variables: layers.flatMap((_, i) => [2 * i, 2 * i + 1]) });
  const penalties = layers.map((layer, i) =>
    term(`${layer}/kernel`, 8 + i, { layer, formula: 'λ Σw²', lambda: 5e-4, penalties: ['l2'], variables: [2 * i] }),
  );
  return [data, ...penalties];
}

export function madeUpTerms(kind: MadeUpTerms, steps: number, layers: readonly string[]): TermsSeries {
  const terms = kind === 'declared' ? declared(layers) : WRITTEN;
  const measured = Array.from({ length: steps }, (_, i) => i + 1).filter(
    // Nothing was measured for a while: a gap.
    (step) => (step % EVERY === 0 || step === steps) && (step < 100 || step > 140),
  );
  const late = (step: number) => (step < 241 ? 0.02 : Math.min(1, (step - 240) / 12));
  const normAt = (t: number, step: number) =>
    terms[t]!.kind === 'data'
      ? (step < 241 ? 3 : 0.2) * (0.6 + noise(step, 31))
      : (0.6 / t) * late(step) * (0.8 + 0.4 * noise(step, t));
  const valueAt = (t: number, step: number) =>
    terms[t]!.kind === 'data' ? 0.4 + 1.8 * Math.exp(-step / 60) : 0.24 / t + 0.01 * noise(step, t);
  const rows = (of: (t: number, step: number) => number) =>
    Float64Array.from(terms.flatMap((_, t) => measured.map((step) => of(t, step))));
  const column = (of: (step: number) => number) => Float64Array.from(measured, of);
  const isOn = (t: number, layer: number) => terms[t]!.variables.some((row) => row >> 1 === layer);
  return {
    training: 0,
    terms: [...terms],
    layers: [...layers],
    steps: Float64Array.from(measured),
    values: rows(valueAt),
    gradientNorms: rows(normAt),
    cosines: rows((t, step) => (terms[t]!.kind === 'data' ? 1 : -0.04 * t - 0.1 * late(step) + 0.02 * noise(step, t))),
    zeros: rows((t) => (terms[t]!.penalties.includes('l1') ? 12 : 0)),
    layerNorms: Float32Array.from(
      terms.flatMap((_, t) =>
        layers.flatMap((_name, layer) =>
          measured.map((step) =>
            isOn(t, layer) ? normAt(t, step) * (0.4 + 0.1 * layer + 0.2 * noise(step, layer)) : 0,
          ),
        ),
      ),
    ),
    losses: column((step) => terms.reduce((sum, _, t) => sum + valueAt(t, step), 0)),
    differences: column((step) => 2e-8 * (1 + noise(step, 3))),
    samples: column(() => 64),
    batchSteps: column((step) => Math.min(step, 2 ** Math.floor(Math.log2(step)))),
    decay: kind === 'unused' ? { factor: 1e-4, lambda: 2e-3 } : null,
    unused: kind === 'unused' ? [{ name: 'smoothness', file: FILE, line: 29 }] : [],
    notes: [],
    notMeasured: [],
  };
}

/** A λ that falls from 0.01, and settles. */
export function madeUpLambda(steps: number): MetricSeries {
  const column = (of: (step: number) => number) => Float64Array.from({ length: steps }, (_, i) => of(i + 1));
  const valueAt = (step: number) => 5e-4 + 0.0095 * Math.exp(-step / 50) * (1 + 0.1 * noise(step, 51));
  return { name: 'λ', split: 'train', scope: 'batch', steps: column((step) => step), values: column(valueAt) };
}

/** The Jacobian of ten outputs by projections, at every 25th step. */
export function madeUpJacobian(steps: number): JacobianSeries {
  const measured = Array.from({ length: Math.floor(steps / 25) }, (_, i) => 25 * (i + 1));
  const column = (of: (step: number) => number) => Float64Array.from(measured, of);
  const normAt = (step: number) => (step < 241 ? 2 + 9 * (1 - Math.exp(-step / 40)) : 0.12 * (0.7 + noise(step, 41)));
  return {
    training: 0,
    steps: column((step) => step),
    norms: column(normAt),
    standardErrors: column((step) => 0.06 * normAt(step)),
    sampleErrors: column((step) => 0.04 * normAt(step)),
    samples: column(() => 64),
    robustness: {
      ...{ step: measured.at(-1) ?? 1, samples: 64, loss: 0.31, scale: 0.3 },
      points: [
        { epsilon: 0.003, noise: 0.312, gradientSign: 0.34 },
        { epsilon: 0.009, noise: 0.318, gradientSign: 0.45 },
        { epsilon: 0.03, noise: 0.36, gradientSign: 1.1 },
        { epsilon: 0.09, noise: 0.72, gradientSign: 2.9 },
      ],
    },
    output: { op: 'Add', logits: true, layer: 'logits', file: FILE, line: 16 },
    notes: [],
    notMeasured: null,
  };
}
