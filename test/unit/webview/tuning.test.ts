import assert from 'node:assert/strict';
import { parseFromTuneView } from '../../../src/protocol/tuneView.js';
import { lambdaAxis, lambdaFraction, lambdaTicks } from '../../../webview/tuning/lambdaAxis.js';
import { coefficientModel, nearestTried, tuneModel } from '../../../webview/tuning/tuneModel.js';
import { coefficientReadings, lossReadings } from '../../../webview/tuning/tuneReadings.js';
import { notes, openEnd, pictureText, stateText, tuneTable } from '../../../webview/tuning/tuneWords.js';
import { madeUpTunings } from '../../e2e/inspector/madeUpTuning.js';

const made = madeUpTunings();

describe('the axis of λ', () => {
  it('is logarithmic, and has a place for 0 left of the least', () => {
    const axis = lambdaAxis([0, 0.01, 0.1, 1]);
    const at = (value: number) => lambdaFraction(value, axis);
    assert.ok(at(0) > 0 && at(0) < at(0.01) && at(1) < 1);
    assert.ok(Math.abs(at(0.1) - at(0.01) - (at(1) - at(0.1))) < 1e-12);
    const ticks = lambdaTicks(axis, 400);
    assert.deepEqual(
      ticks.map(({ text }) => text),
      ['0', '0.01', '0.1', '1'],
    );
    assert.equal(lambdaAxis([0.1, 1]).zero, null);
  });
});

describe('the picture of a tuning', () => {
  const { result } = made.tuning;
  const model = tuneModel(result);

  it('has means with their errors, both λ, and the limit of the rule', () => {
    const best = result.values[result.best!]!.validation;
    assert.deepEqual([model.best, model.oneStandardError], [0.0316227766016838, 0.316227766016838]);
    assert.equal(model.limit, best.mean! + best.standardError!);
    assert.equal(model.validation.upper[5], best.mean! + best.standardError!);
    assert.ok(model.range.log && model.range.min <= 0.08 && model.range.max >= 2);
  });

  it('reads at the best, and at the value nearest to the cursor', () => {
    const values = (at: number | null) =>
      lossReadings(result, model, 0.1, at).map(({ name, value }) => `${name} ${value}`);
    assert.deepEqual(values(null).slice(0, 3), ['at λ 0.0316', 'validation 0.275 ± 0.0694', 'training 0.166 ± 0.0138']);
    assert.equal(values(0)[0], 'at λ 1e-4');
    assert.equal(values(1)[0], 'at λ 31.6');
    assert.equal(nearestTried(lambdaFraction(0.1, model.axis), model), 6);
  });

  it('draws a coefficient path each, and none where the model is not linear', () => {
    const coefficients = coefficientModel(result)!;
    assert.equal(coefficients.paths.length, 9);
    assert.equal(coefficients.paths[0]![5], result.values[5]!.coefficients![0]);
    const [, first] = coefficientReadings(coefficients, model, null);
    assert.deepEqual([first!.name, first!.value], ['w1', '1.02']);
    assert.equal(coefficientModel(made['tuning-own'].result), null);
  });

  it('leaves gaps where runs failed, and says why', () => {
    const failed = tuneModel(made['tuning-failed'].result);
    assert.deepEqual(failed.failed, [1e-4, 0.000316227766016838]);
    assert.ok(Number.isNaN(failed.validation.values[0]));
    assert.match(notes(made['tuning-failed'])[0]!, /^λ = 1e-4 failed: The validation is NaN/);
  });

  it('offers more values where the best stands at an end', () => {
    const at = (best: number, state: 'ended' | 'running' = 'ended') =>
      openEnd({ ...made.tuning, state, result: { ...result, best } });
    assert.deepEqual([at(0), at(5), at(11), at(11, 'running')], ['low', null, 'high', null]);
  });

  it('says what it is in words and in a table', () => {
    assert.match(
      pictureText(result),
      /best at 0\.0316 with 0\.275 ± 0\.0694, largest within one standard error 0\.316\.$/,
    );
    assert.equal(stateText(made['tuning-running']), 'Running: 31 of 72 runs');
    assert.equal(tuneTable(result).rows.length, 12);
    assert.match(notes(made['tuning-own'])[0]!, /not the same twice.*3 times, and the best mean spreads by 0\.0123/);
  });
});

describe('messages of the picture', () => {
  it('are checked before anything is done with them', () => {
    assert.deepEqual(parseFromTuneView({ type: 'apply', value: 0.1 }), { type: 'apply', value: 0.1 });
    assert.deepEqual(parseFromTuneView({ type: 'choose' }), { type: 'choose' });
    for (const wrong of [
      null,
      1,
      {},
      { type: 'apply' },
      { type: 'apply', value: NaN },
      { type: 'apply', value: '1' },
      { type: 'run' },
      { type: 'glossary', term: '../x' },
    ])
      assert.equal(parseFromTuneView(wrong), undefined);
  });
});
