/** The terms of a training's loss for the screen. */
import type { MeasuredAt } from '../../protocol/curvature.js';
import type { VariableInfo } from '../../protocol/records.js';
import { TERMS_POINTS, type LossTermsPayload, type TermDescription, type TermsSeries } from '../../protocol/terms.js';

type Measured = MeasuredAt<LossTermsPayload>;

export function termsSeries(
  training: number,
  all: readonly Measured[],
  variables: readonly VariableInfo[],
): TermsSeries {
  const known = all.filter(({ payload }) => payload.notMeasured === null);
  const every = 2 ** Math.max(0, Math.ceil(Math.log2(known.length / TERMS_POINTS)));
  // Counted from the end, so that the newest is among them.
  const points = known.filter((_, i) => (known.length - 1 - i) % every === 0);
  const newest = points.at(-1)?.payload ?? null;
  const terms = newest?.terms ?? [];
  const layers = [...new Set(variables.map(layerOf))];
  const rowOf = variables.map((variable) => layers.indexOf(layerOf(variable)));
  // Another loss may have other terms: they are told apart by name.
  const places = points.map(({ payload }) => terms.map((term) => placeIn(payload, term)));
  const rows = (value: (payload: LossTermsPayload, at: number) => number) =>
    Float64Array.from(
      terms.flatMap((_, t) =>
        points.map(({ payload }, i) => (places[i]![t]! < 0 ? NaN : value(payload, places[i]![t]!))),
      ),
    );
  const column = (value: (payload: LossTermsPayload) => number) =>
    Float64Array.from(points, ({ payload }) => value(payload));
  const layerNorms = new Float32Array(terms.length * layers.length * points.length);
  terms.forEach((_, t) =>
    points.forEach(({ payload }, i) => {
      const norms = normsByLayer(payload, places[i]![t]!, rowOf, layers.length);
      norms.forEach((norm, layer) => (layerNorms[(t * layers.length + layer) * points.length + i] = norm));
    }),
  );
  return {
    ...{ training, terms, layers, layerNorms },
    steps: Float64Array.from(points, ({ step }) => step),
    values: rows(({ values }, at) => values[at]!),
    gradientNorms: rows(({ gradientNorms }, at) => gradientNorms[at]!),
    cosines: rows(({ cosines }, at) => cosines[at]!),
    zeros: rows(({ zeros }, at) => zeros[at]!),
    losses: column(({ loss }) => loss),
    differences: column(({ difference }) => difference),
    samples: column(({ samples }) => samples ?? NaN),
    batchSteps: column(({ batchStep }) => batchStep),
    decay: known.findLast(({ payload }) => payload.decay !== null)?.payload.decay ?? null,
    unused: newest?.unused ?? [],
    notes: newest?.notes ?? [],
    notMeasured: spansWithout(all),
  };
}

const layerOf = ({ layer, name }: VariableInfo) => layer ?? name;

const placeIn = ({ terms }: LossTermsPayload, { name }: TermDescription) =>
  terms.findIndex((term) => term.name === name);

/** √Σ‖∇‖² over the variables of each layer. */
function normsByLayer({ norms }: LossTermsPayload, term: number, rowOf: readonly number[], layers: number): number[] {
  const squares = new Array<number>(layers).fill(term < 0 ? NaN : 0);
  rowOf.forEach((layer, variable) => (squares[layer]! += (norms[term * rowOf.length + variable] ?? 0) ** 2));
  return squares.map(Math.sqrt);
}

function spansWithout(all: readonly Measured[]): TermsSeries['notMeasured'] {
  const spans: TermsSeries['notMeasured'] = [];
  all.forEach(({ step, payload: { notMeasured } }, i) => {
    if (notMeasured === null) return;
    if (all[i - 1]?.payload.notMeasured === notMeasured) spans.at(-1)!.to = step;
    else spans.push({ from: step, to: step, why: notMeasured });
  });
  return spans;
}
