import assert from 'node:assert/strict';
import { makeGovernor } from '../../../src/trainer/governor.js';

/** Runs steps whose own time is `own` ms and in which each part costs what `costs` says; returns the last 1000. */
function simulate(budget: number, own: number, costs: { norms: number; statistics: number; histograms: number }) {
  const governor = makeGovernor(budget);
  const last = { statistics: 0, histograms: 0, cost: 0 };
  for (let step = 0; step < 4000; step++) {
    const { statistics, histograms } = governor.plan();
    assert.ok(!histograms || statistics, 'histograms come with their statistics');
    const cost = costs.norms + (statistics ? costs.statistics : 0) + (histograms ? costs.histograms : 0);
    governor.closed(own + cost, cost);
    if (step < 3000) continue;
    last.statistics += Number(statistics) / 1000;
    last.histograms += Number(histograms) / 1000;
    last.cost += cost / 1000;
  }
  return last;
}

describe('the governor', () => {
  it('measures everything where it fits the budget', () => {
    const { statistics, histograms } = simulate(0.2, 100, { norms: 1, statistics: 1, histograms: 10 });
    assert.deepEqual([Math.round(statistics * 1000), Math.round(histograms * 1000)], [1000, 1000]);
  });

  it('thins histograms first, and stays inside the budget', () => {
    const { statistics, histograms, cost } = simulate(0.2, 10, { norms: 0.5, statistics: 0.5, histograms: 8 });
    assert.equal(Math.round(statistics * 1000), 1000);
    assert.ok(histograms > 0 && histograms < 0.2, `${histograms}`);
    assert.ok(cost <= 2, `${cost}`);
  });

  it('then thins statistics', () => {
    const { statistics, histograms, cost } = simulate(0.1, 10, { norms: 0.4, statistics: 2, histograms: 5 });
    assert.ok(statistics < 0.5 && histograms < 0.02, `${statistics} ${histograms}`);
    assert.ok(cost <= 1.05, `${cost}`);
  });

  it('lets 0.3 ms a step pass whatever the budget', () => {
    const { histograms } = simulate(0.01, 0.5, { norms: 0.1, statistics: 0.05, histograms: 0.1 });
    assert.equal(Math.round(histograms * 1000), 1000);
  });
});
