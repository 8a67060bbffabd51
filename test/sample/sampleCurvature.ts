/** Made-up curvature records for tests of what stores and shows them. */
import type { CurvaturePayload } from '../../src/protocol/records.js';
import { noCurvature } from '../../src/runs/curvature/curvatureCodec.js';

export const trackPayload = (value: number, cold = false): CurvaturePayload => ({
  ...noCurvature('track'),
  ...{ samples: 64, batches: 1, eigenvalues: [{ value, residual: value * 1e-4 }], cold, products: 3 },
  stability: { rule: 'SGD: 2/η', limit: 40, value, lower: null, upper: null, why: null },
});

export const anchorPayload = (value: number): CurvaturePayload => ({
  ...noCurvature('anchor'),
  ...{ samples: 512, batches: 8, eigenvalues: [{ value, residual: value * 1e-5 }], cold: true, products: 20 },
  sample: { lower: value * 0.9, upper: value * 1.2, standardError: value * 0.05 },
  stability: { rule: 'SGD: 2/η', limit: 40, value, lower: value * 0.9, upper: value * 1.2, why: null },
  update: { predicted: -0.01, actual: -0.009, alpha: -0.4, noiseScale: { value: 30, standardError: 4 } },
});

export const spectrumPayload = (values: number[]): CurvaturePayload => ({
  ...noCurvature('spectrum'),
  ...{ samples: 512, batches: 8, cold: true, products: 200, stopped: 'floor' },
  eigenvalues: values.map((value) => ({ value, residual: 1e-6 })),
  smallest: [{ value: -0.2, residual: 1e-6 }],
  trace: { value: 80, standardError: 2 },
  density: {
    grid: Float64Array.of(-1, 0, 1, 2),
    values: Float64Array.of(0.1, 0.6, 0.2, 0.1),
    spread: Float64Array.of(0.01, 0.02, 0.01, 0.01),
    probes: 10,
  },
  negativeShare: 0.04,
  layers: [{ layer: 'dense_1', value: 3, residual: 1e-5 }],
  gradientCosines: [0.9],
  notes: ['One dropout mask for all products.'],
});

export const unmeasured = (why: string): CurvaturePayload => ({ ...noCurvature('track'), notMeasured: why });
