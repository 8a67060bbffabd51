import assert from 'node:assert/strict';
import type { LossTermsPayload, TermDescription } from '../../../src/protocol/terms.js';
import { TERMS_POINTS } from '../../../src/protocol/terms.js';
import { decodeRecord, encodeRecord } from '../../../src/runs/recordCodec.js';
import { termsSeries } from '../../../src/runs/terms/termsSeries.js';
import { isTermsSeries } from '../../../webview/bridge/validateTerms.js';

const variable = (name: string, layer: string | null) => ({
  ...{ name, layer, shape: [1], parameters: 1, file: null, line: null },
});
const variables = [variable('a/kernel', 'a'), variable('a/bias', 'a'), variable('w', null)];
const term = (name: string, kind: TermDescription['kind'] = 'penalty'): TermDescription => ({
  ...{ name, kind, layer: null, file: null, line: null, formula: null, lambda: null, variables: [0], penalties: [] },
});

function payload(names: readonly string[], value: number, notMeasured: string | null = null): LossTermsPayload {
  const column = names.map((_, t) => value + t);
  return {
    terms: names.map((name) => term(name)),
    ...{ values: Float64Array.from(column), gradientNorms: Float64Array.from(column) },
    ...{ cosines: Float64Array.from(column, () => 0.5), zeros: new Float64Array(names.length) },
    norms: Float64Array.from(names.flatMap(() => [3, 4, 1])),
    ...{ loss: value, gradientNorm: 1, difference: 0, samples: 8, batchStep: 1, decay: null, unused: [], notes: [] },
    notMeasured,
  };
}

describe('terms over the steps', () => {
  it('have norms by layer, and a gap where a term was no part of the loss', () => {
    const series = termsSeries(
      0,
      [
        { step: 1, payload: payload(['data'], 1) },
        { step: 4, payload: payload(['data', 'l2'], 2) },
      ],
      variables,
    );
    assert.ok(isTermsSeries(series));
    assert.deepEqual(series.layers, ['a', 'w']);
    assert.deepEqual([...series.values], [1, 2, NaN, 3]);
    assert.deepEqual([...series.layerNorms], [5, 5, 1, 1, NaN, 5, NaN, 1]);
  });

  it('tell where there is no number, and why', () => {
    const nothing = payload([], NaN, 'the weights hold NaN');
    const all = [payload(['data'], 1), nothing, nothing].map((each, i) => ({ step: i + 1, payload: each }));
    const series = termsSeries(0, all, variables);
    assert.deepEqual([...series.steps], [1]);
    assert.deepEqual(series.notMeasured, [{ from: 2, to: 3, why: 'the weights hold NaN' }]);
  });

  it('are at most so many points, the newest among them', () => {
    const all = Array.from({ length: 2000 }, (_, i) => ({ step: i + 1, payload: payload(['data'], i) }));
    const series = termsSeries(0, all, variables);
    assert.ok(series.steps.length <= TERMS_POINTS && series.steps.length > TERMS_POINTS / 2);
    assert.equal(series.steps.at(-1), 2000);
    assert.ok(isTermsSeries(series));
  });

  it('come out of a record as they went in', () => {
    const record = {
      kind: 'lossTerms',
      training: 0,
      step: 4,
      sequence: 1,
      payload: payload(['data', 'l2'], 2),
    } as const;
    assert.deepEqual(decodeRecord(encodeRecord(record)), record);
  });

  it('are refused by the webview where a column is too short', () => {
    const series = termsSeries(0, [{ step: 1, payload: payload(['data'], 1) }], variables);
    assert.ok(!isTermsSeries({ ...series, values: new Float64Array(2) }));
    assert.ok(!isTermsSeries({ ...series, layerNorms: new Float32Array(1) }));
    assert.ok(!isTermsSeries({ ...series, terms: [{ ...series.terms[0]!, kind: 'other' }] }));
  });
});
