import assert from 'node:assert/strict';
import { jacobianSeries } from '../../../../src/runs/terms/jacobianSeries.js';
import { noJacobian } from '../../../../src/probes/jacobian/jacobianProbe.js';
import { isJacobianSeries } from '../../../../webview/bridge/validateTerms.js';
import { stepsXAxis } from '../../../../webview/charts/xAxis.js';
import { metricGroups } from '../../../../webview/panels/loss/metricModel.js';
import { lambdaModel, lambdaReadings } from '../../../../webview/panels/regularizers/lambdaModel.js';
import {
  epsilonFraction,
  epsilonLabels,
  robustnessModel,
  robustnessReadings,
  robustnessTable,
} from '../../../../webview/panels/regularizers/robustnessModel.js';
import { madeUpLambda } from '../../../e2e/inspector/madeUpTerms.js';

const robustness = {
  ...{ loss: 0.3, scale: 0.5 },
  points: [
    { epsilon: 0.005, noise: 0.31, gradientSign: 0.4 },
    { epsilon: 0.05, noise: 0.4, gradientSign: 1.2 },
    { epsilon: 0.15, noise: 0.9, gradientSign: Infinity },
  ],
};
const measured = { ...noJacobian(''), norm: 2, samples: 64, notMeasured: null };

describe('robustness of the inputs', () => {
  it('is that of the newest measurement that has it, and passes the guard of the page', () => {
    const series = jacobianSeries(0, [
      { step: 10, payload: measured },
      { step: 20, payload: measured },
      { step: 20, payload: { ...measured, norm: 3, robustness } },
      { step: 25, payload: noJacobian('a reason') },
    ]);
    assert.deepEqual(
      [[...series.steps], [...series.norms]],
      [
        [10, 20],
        [2, 3],
      ],
    );
    assert.deepEqual(series.robustness, { ...robustness, step: 20, samples: 64 });
    assert.ok(isJacobianSeries(series));
    assert.ok(isJacobianSeries({ ...series, robustness: null }));
    assert.ok(!isJacobianSeries({ ...series, robustness: { ...series.robustness!, points: [{ epsilon: 1 }] } }));
  });

  it('has an axis of ε, evenly by factors, and a range that holds what is finite', () => {
    const model = robustnessModel({ ...robustness, step: 20, samples: 64 });
    const places = model.epsilons.map((epsilon) => epsilonFraction(epsilon, model.span));
    assert.ok(places.every((place) => place > 0 && place < 1));
    const ways = (places[1]! - places[0]!) / (places[2]! - places[1]!);
    assert.ok(Math.abs(ways - Math.log(10) / Math.log(3)) < 1e-9);
    assert.ok(model.range.max >= 1.2 && model.range.max <= 2 && !model.range.log);
    const labels = epsilonLabels(model, 400);
    assert.ok(labels.length >= 2 && labels.every(({ x }) => x >= 0 && x <= 400));
  });

  it('is read at the point nearest to the cursor, else at the largest ε', () => {
    const shown = { ...robustness, step: 20, samples: 64 };
    const model = robustnessModel(shown);
    const values = (at: number | null) => robustnessReadings(shown, model, at).map(({ value }) => value);
    assert.deepEqual(values(null), ['0.900', '∞', '0.150', '0.300']);
    assert.deepEqual(values(0.02).slice(0, 3), ['0.310', '0.400', '0.00500']);
    assert.equal(robustnessTable(shown).rows.length, 4);
  });
});

describe('an adaptive λ in the panel', () => {
  const metrics = [madeUpLambda(371)];

  it('stands among the regularizers, on a log scale, and not among the metrics', () => {
    const model = lambdaModel(metrics, stepsXAxis({ last: 371, width: 400 }))!;
    assert.ok(model.range.log && model.range.min <= 5e-4 * 1.2 && model.range.max >= 9e-3);
    assert.equal(model.curves!.length, 1);
    assert.deepEqual(metricGroups(metrics), []);
    const acc = { ...metrics[0]!, name: 'acc' };
    assert.equal(lambdaModel([acc], stepsXAxis({ last: 371, width: 400 })), null);
    assert.equal(metricGroups([acc]).length, 1);
  });

  it('is read at the step shown', () => {
    const [reading] = lambdaReadings(metrics, 100);
    assert.equal(Number(reading!.value), Number(metrics[0]!.values[99]!.toPrecision(3)));
    assert.equal(lambdaReadings(metrics, 0)[0]!.value, '–');
  });
});
