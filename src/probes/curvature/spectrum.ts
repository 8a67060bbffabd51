/** The spectrum of the mean over the recorded sub-batches: its ends, its density, its trace, its layers. */
import { lanczos, type Eigenpairs, type RitzPair } from '../../curvature/eigen/lanczos.js';
import { blockOperator, meanOperator } from '../../curvature/operators/combinedOperators.js';
import type { HessianSession } from '../../curvature/operators/hessianSession.js';
import type { SymmetricOperator } from '../../curvature/operators/symmetricOperator.js';
import type { Random } from '../../curvature/random.js';
import {
  conditionNumber,
  conditionOfEnds,
  DENSE_PARAMETERS,
  denseMatrix,
  denseSpectrum,
} from '../../curvature/spectrum/denseSpectrum.js';
import { exactDensity, spectralDensity } from '../../curvature/spectrum/density.js';
import { trace } from '../../curvature/spectrum/trace.js';
import { dot, norm } from '../../curvature/vectors.js';
import type { CurvaturePayload, RitzValue, VariableInfo } from '../../protocol/records.js';
import { layerRanges } from './layerRanges.js';
import { meanPoint } from './updateReading.js';

export interface SpectrumWishes {
  /** So many of the largest and of the smallest. */
  eigenvalues: number;
  density: boolean;
}

type Spectrum = Pick<
  CurvaturePayload,
  'eigenvalues' | 'smallest' | 'stopped' | 'products' | 'trace' | 'condition' | 'density' | 'negativeShare' | 'layers'
> &
  Pick<CurvaturePayload, 'gradientCosines' | 'cold'> & {
    found: Eigenpairs;
    /** Row-major; null: not made. */
    matrix: Float64Array | null;
  };

/** Up to so many parameters the whole matrix is cheap; up to DENSE_PARAMETERS it is made where the whole spectrum is wished for. */
const CHEAP = 500;
const TOLERANCE = 1e-5;
/** Large models have wide products and crowded small eigenvalues: there is an end to what one waits for. */
const mostProducts = (size: number) => (size <= 10_000 ? 2000 : 400);
const LAYER_PRODUCTS = 12;
/** Enough for a standard error far below 5 % of ‖H‖_F·√n: one probe has √2·‖H‖_F. */
const TRACE_PROBES = 8;
const DENSITY = { probes: 4, steps: 30 };

export function measureSpectrum(
  sessions: readonly HessianSession[],
  variables: readonly VariableInfo[],
  wishes: SpectrumWishes,
  random: Random,
): Spectrum {
  const operator = meanOperator(sessions);
  const { eigenvalues: count } = wishes;
  const found = lanczos(operator, {
    ...{ largest: count, smallest: count, tolerance: TOLERANCE, maxProducts: mostProducts(operator.size), random },
  });
  const matrix = operator.size <= (wishes.density ? DENSE_PARAMETERS : CHEAP) ? denseMatrix(operator) : null;
  const whole = matrix && denseSpectrum(matrix);
  const quadrature = !wishes.density
    ? null
    : whole
      ? exactDensity(whole)
      : spectralDensity(operator, { random, ...(operator.size > 10_000 ? DENSITY : {}) });
  const estimate = matrix
    ? diagonalSum(matrix, operator.size)
    : trace(operator, { random, ...(operator.size > 10_000 ? { probes: TRACE_PROBES } : {}) });
  const layers = layersOf(operator, variables, random);
  const products =
    found.products + estimate.products + (quadrature?.products ?? 0) + (whole ? operator.size : 0) + layers.products;
  const [largest, smallest] = [found.largest[0], found.smallest[0]];
  return {
    eigenvalues: found.largest.map(ritz),
    smallest: found.smallest.map(ritz),
    ...{ stopped: found.stopped, cold: true, products: products * sessions.length },
    ...{ matrix, found },
    trace: { value: estimate.value, standardError: estimate.standardError },
    condition: whole ? conditionNumber(whole) : largest && smallest ? conditionOfEnds(largest.value, smallest) : null,
    density: quadrature?.density ?? null,
    negativeShare: quadrature?.negativeShare ?? null,
    layers: layers.values,
    gradientCosines: cosines(meanPoint(sessions).gradient, found.largest),
  };
}

/** Of a matrix that is there nothing is estimated. */
function diagonalSum(matrix: Float64Array, n: number) {
  let value = 0;
  for (let i = 0; i < n; i++) value += matrix[i * n + i]!;
  return { value, standardError: 0, products: 0 };
}

const ritz = ({ value, residual }: RitzPair): RitzValue => ({ value, residual });

function layersOf(operator: SymmetricOperator, variables: readonly VariableInfo[], random: Random) {
  const ranges = layerRanges(variables);
  let products = 0;
  if (ranges.size < 2) return { values: null, products };
  const values = [...ranges].map(([layer, range]) => {
    const options = { tolerance: 1e-2, maxProducts: LAYER_PRODUCTS, complement: false, random };
    const block = lanczos(blockOperator(operator, range), options);
    products += block.products;
    return { layer, ...ritz(block.largest[0]!) };
  });
  return { values, products };
}

function cosines(gradient: Float64Array, pairs: readonly RitzPair[]): number[] | null {
  const size = norm(gradient);
  return size > 0 ? pairs.map(({ vector }) => Math.abs(dot(gradient, vector)) / size) : null;
}
