/** Curvature records as they lie on disk: a track has few of the many parts, and what is not there takes no bytes. */
import type { CurvaturePayload } from '../../protocol/records.js';

/** A payload in which nothing was measured. */
export const noCurvature = (measured: CurvaturePayload['measured']): CurvaturePayload => ({
  measured,
  samples: null,
  batches: 0,
  eigenvalues: [],
  smallest: [],
  cold: false,
  stopped: 'tolerance',
  products: 0,
  sample: null,
  trace: null,
  condition: null,
  density: null,
  negativeShare: null,
  stability: null,
  layers: null,
  gradientCosines: null,
  update: null,
  notes: [],
  notMeasured: null,
});

export function packCurvature(payload: CurvaturePayload): Partial<CurvaturePayload> {
  const isThere = (value: unknown) => value !== null && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => isThere(value)));
}

export const unpackCurvature = (packed: Partial<CurvaturePayload>): CurvaturePayload => ({
  ...noCurvature('track'),
  ...packed,
});
