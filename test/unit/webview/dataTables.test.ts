/** The tables behind the charts say what the records say: each cell against the run's own reading of its step. */
import assert from 'node:assert/strict';
import { formatNumber } from '../../../src/format/number.js';
import type { StepReadings, TrainingHead, TrainingSeries } from '../../../src/protocol/inspector.js';
import { HISTOGRAM_SIDE, LOWEST_EXPONENT } from '../../../src/protocol/records.js';
import { openRun, type Run } from '../../../src/runs/openRun.js';
import { columnAt, columnExtents } from '../../../webview/charts/columnExtents.js';
import { histogramAxis } from '../../../webview/charts/histogramAxis.js';
import { flowReading } from '../../../webview/panels/gradientFlow/flowReadings.js';
import { flowTable } from '../../../webview/panels/gradientFlow/flowWords.js';
import { lossTable, metricTable } from '../../../webview/panels/loss/lossWords.js';
import { metricGroups } from '../../../webview/panels/loss/metricModel.js';
import { termsTable } from '../../../webview/panels/regularizers/regularizersWords.js';
import { histogramTable, ratioTable } from '../../../webview/panels/variableDetail/detailWords.js';
import { GAP, NAN, sampleHistogram, writeSampleRun, ZERO } from '../../sample/sampleRun.js';
import { makeFolder, removeFolders } from '../runs/support/folder.js';

const text = (value: number | null) => (value === null ? '–' : formatNumber(value));

/** A row's label: one step, or the stretch `from to to`. */
function stepsOf(label: string): number[] {
  const [from, to = from] = label.split(' to ').map(Number) as [number, number?];
  return Array.from({ length: to! - from + 1 }, (_, i) => from + i);
}

describe('tables behind the charts', () => {
  afterEach(removeFolders);

  function opened(steps: number, histograms = false): { run: Run; head: TrainingHead; series: TrainingSeries } {
    const folder = makeFolder();
    writeSampleRun(folder, { steps, histograms });
    const run = openRun(folder);
    return { run, head: run.head().trainings[0]!, series: run.series(0)! };
  }
  const sum = (readings: StepReadings, term: number) => readings.terms[term] ?? null;

  it('of the loss: total, terms and rate of each step', () => {
    const { run, head, series } = opened(100);
    const step = 60;
    const { columns, rows, current } = lossTable({ head, series, step, readings: run.readings(0, step) });
    assert.deepEqual(columns, ['step', 'loss', 'l2', 'l1', 'learning rate']);
    assert.equal(rows.length, 100);
    assert.equal(rows[current!]![0], '60');
    for (const [label, ...cells] of rows) {
      const readings = run.readings(0, Number(label));
      const { loss, learningRate } = readings;
      assert.deepEqual(cells, [text(loss), text(sum(readings, 0)), text(sum(readings, 1)), text(learningRate)], label);
    }
    assert.equal(rows[NAN.step - 1]![1], 'NaN');
    assert.equal(rows[GAP.from - 1]![1], '–');
  });

  it('of the update ratio, of each step', () => {
    const { run, series } = opened(100);
    for (const variable of [0, ZERO.variable, NAN.variable]) {
      const at = (step: number) => run.readings(0, step).variables[variable]!.updateRatio;
      const { rows } = ratioTable(series, variable, 7, text(at(7)));
      assert.equal(rows.length, 100);
      for (const [label, ratio] of rows) assert.equal(ratio, text(at(Number(label))), `variable ${variable}, ${label}`);
    }
  });

  it('of a long run: the last loss and the largest ratio of each stretch', () => {
    const { run, head, series } = opened(9000);
    const step = 4321;
    assert.equal(series.size, 4);
    const table = lossTable({ head, series, step, readings: run.readings(0, step) });
    assert.equal(table.columns[1], 'last loss');
    const ratios = ratioTable(series, 3, step, text(run.readings(0, step).variables[3]!.updateRatio));
    assert.equal(ratios.columns[1], 'largest Δw/w');
    assert.equal(table.rows[table.current!]![0], '4321');
    for (let i = 0; i < table.rows.length; i += 7) {
      const steps = stepsOf(table.rows[i]![0]!);
      const all = steps.map((each) => run.readings(0, each));
      const losses = all.flatMap(({ loss }) => (loss === null ? [] : [loss]));
      const expected = losses.some(Number.isNaN) ? NaN : (losses.at(-1) ?? null);
      assert.equal(table.rows[i]![1], text(expected), table.rows[i]![0]);
      const known = all.flatMap(({ variables }) => variables[3]!.updateRatio ?? []);
      assert.equal(ratios.rows[i]![1], text(known.length ? Math.fround(Math.max(...known)) : null));
    }
  });

  it('of the gradient flow, of the penalties and of metrics at the step shown', () => {
    const { run, head, series } = opened(100);
    for (const step of [1, GAP.from, ZERO.from, NAN.step, 100]) {
      const readings = run.readings(0, step);
      const { rows } = flowTable(head, (variable) => flowReading(variable, readings, series, step));
      assert.deepEqual(
        rows,
        head.variables.map(({ name }, v) => {
          const { gradientNorm, updateRatio } = readings.variables[v]!;
          return [name, '8 × 4', text(gradientNorm), text(updateRatio)];
        }),
      );
      // Before the exact readings come, the series of a short run says the same.
      const early = flowTable(head, (variable) => flowReading(variable, null, series, step));
      assert.deepEqual(early.rows, rows, `step ${step} from the series`);
      assert.deepEqual(
        termsTable(head, readings.terms).rows.map((row) => row.at(-1)),
        readings.terms.map(text),
      );
    }
    for (const group of metricGroups(series.metrics)) {
      const { columns, rows } = metricTable(group, 60);
      const parts = [group.batch, group.epoch, group.validation].filter((part) => part !== null);
      assert.equal(columns.length, parts.length + 1);
      for (const [label, ...cells] of rows)
        parts.forEach((part, i) => {
          const at = [...part.steps].indexOf(Number(label));
          assert.equal(cells[i], at < 0 ? '–' : formatNumber(part.values[at]!));
        });
    }
  });

  it('of histograms: each count at its size', () => {
    const { run } = opened(50, true);
    const { steps, gradient } = run.detail(0, 3);
    const histograms = { counts: gradient, axis: histogramAxis(gradient), extents: columnExtents(steps, 1), steps: 50 };
    const step = 17;
    const { rows } = histogramTable(histograms, columnAt(histograms.extents, step));
    const recorded = sampleHistogram(4, step).gradient.subarray(3 * 129, 4 * 129);
    const expected = new Map<string, number>();
    recorded.forEach((count, bin) => {
      if (count === 0) return;
      const exponent = LOWEST_EXPONENT + Math.abs(bin - HISTOGRAM_SIDE) - 1;
      const size = `${formatNumber(2 ** exponent)} to ${formatNumber(2 ** (exponent + 1))}`;
      expected.set(bin > HISTOGRAM_SIDE ? size : `−(${size})`, count);
    });
    assert.equal(rows.length, expected.size + 1);
    for (const [size, count] of rows.slice(0, -1)) assert.equal(count, String(expected.get(size!)), size);
    assert.deepEqual(rows.at(-1), ['all finite', String(recorded.reduce((a, b) => a + b, 0))]);
  });
});
