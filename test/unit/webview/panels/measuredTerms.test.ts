import assert from 'node:assert/strict';
import { madeUpTerms } from '../../../e2e/inspector/madeUpTerms.js';
import { stepsXAxis } from '../../../../webview/charts/xAxis.js';
import { cosineModel, measuredMagnitude } from '../../../../webview/panels/regularizers/measuredModels.js';
import { groupAt, layerShare, measuredGroups, pointAt } from '../../../../webview/panels/regularizers/measuredTerms.js';
import {
  formulaText,
  groupReadings,
  measuredNotes,
  measuredTable,
  shareSummary,
  shareTable,
} from '../../../../webview/panels/regularizers/measuredWords.js';

const LAYERS = ['conv1', 'conv2', 'dense1', 'dense2', 'logits'];
const written = madeUpTerms('written', 371, LAYERS);
const declared = madeUpTerms('declared', 371, LAYERS);
const axis = stepsXAxis({ last: 400, width: 400 });

describe('measured terms', () => {
  it('stand as the data, then l2, l1 and others, each with a look of its own', () => {
    const groups = measuredGroups(written);
    assert.deepEqual(
      groups.map(({ name, role }) => [name, role]),
      [
        ['mse', 'data'],
        ['l2', 'penalty-first'],
        ['l1', 'penalty-second'],
        ['jacobian', 'total'],
      ],
    );
    assert.equal(new Set(groups.map(({ role, dash }) => `${role} ${dash}`)).size, 4);
  });

  it('of one kind on several weights are one; two on the same weights are not', () => {
    assert.deepEqual(
      measuredGroups(declared).map(({ name, members }) => [name, members.length]),
      [
        ['data', 1],
        ['l2', 5],
      ],
    );
    const twice = { ...declared, terms: declared.terms.map((term) => ({ ...term, variables: [0] })) };
    assert.equal(measuredGroups(twice).length, 6);
  });

  it('have shares that make up the whole, of all weights and in each layer', () => {
    const point = pointAt(written, 300);
    const groups = measuredGroups(written);
    const sum = (of: (group: (typeof groups)[number]) => number) => groups.reduce((total, each) => total + of(each), 0);
    assert.ok(Math.abs(sum((group) => groupAt(written, group, point).share) - 1) < 1e-12);
    LAYERS.forEach((_, layer) =>
      assert.ok(Math.abs(sum((group) => layerShare(written, group, layer, point)) - 1) < 1e-6),
    );
  });

  it('have the cosine of their members together: of terms on different weights', () => {
    const [, l2] = measuredGroups(declared);
    const point = pointAt(declared, 300);
    const at = (column: Float64Array, t: number) => column[t * declared.steps.length + point]!;
    const own = l2!.members.map((t) => [at(declared.gradientNorms, t), at(declared.cosines, t)] as const);
    const along = own.reduce((total, [norm, cosine]) => total + norm * cosine, 0);
    const size = Math.hypot(...own.map(([norm]) => norm));
    assert.ok(Math.abs(groupAt(declared, l2!, point).cosine - along / size) < 1e-12);
  });

  it('leave a gap where nothing was measured for a while', () => {
    const { lines, x } = measuredMagnitude(written, axis, 3);
    const gap = lines[0]!.values as Float64Array;
    assert.equal(gap.filter(Number.isNaN).length, 1);
    assert.ok(x[gap.findIndex(Number.isNaN)]! > 99 && x[gap.findIndex(Number.isNaN)]! < 145);
    const cosine = cosineModel(written, axis, 3)!;
    assert.deepEqual([cosine.curves!.length, cosine.range.max], [3, 0]);
  });

  it('are named with line; what is older than the step shown names its own', () => {
    const readings = groupReadings(written, 371, 'value', false);
    assert.deepEqual(
      readings.map(({ name }) => name),
      ['mse, line 25', 'l2, line 26', 'l1, line 27', 'jacobian, line 28'],
    );
    assert.equal(groupReadings(written, 368, 'value', false).at(-1)!.name, 'step 365');
    assert.equal(groupReadings(written, 3, 'value', false)[0]!.value, '–');
    assert.equal(formulaText(written.terms[1]!), 'λ/2 Σw², λ 5e-4');
  });

  it('tell in words which batch, which zeros and what decay', () => {
    const unused = madeUpTerms('unused', 371, LAYERS);
    const [batch, zeros, decay] = measuredNotes(unused, 371);
    assert.match(batch!, /step 371 on the batch of step 256, 64 samples; they add up .* within/);
    assert.match(zeros!, /^sparse moves 12 weights that are exactly 0/);
    assert.match(decay!, /takes <0.1 % off every weight.*λ 0.00200/);
    const wrong = { ...unused, differences: unused.differences.map(() => 0.02) };
    assert.match(measuredNotes(wrong, 371)[0]!, /do not add up .* 2.0 % of their norms is missing/);
  });

  it('have tables and a summary', () => {
    assert.equal(measuredTable(written, pointAt(written, 300)).rows.length, 4);
    assert.equal(shareTable(written, pointAt(written, 300)).rows.length, 6);
    assert.match(shareSummary(written, 371)!, /^l2 \d+ %, l1 \d+ %, jacobian \d+ % of gradient$/);
    assert.equal(shareSummary(written, 2), null);
  });
});
