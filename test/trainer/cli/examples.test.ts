import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Report, ReportNumber } from '../../../src/protocol/report.js';
import { runNode, trainJson } from './gradlens.js';

const near = (actual: ReportNumber | undefined, expected: number, tolerance: number, what: string) =>
  assert.ok(
    typeof actual === 'number' && Math.abs(actual - expected) <= tolerance,
    `${what}: ${String(actual)} is not ${expected} ± ${tolerance}`,
  );

/** What the program itself printed under plain node, e.g. the number in `step 1: loss 1.212622`. */
function printed(text: string, pattern: RegExp): number {
  const match = pattern.exec(text);
  assert.ok(match, `${pattern} is not in: ${text}`);
  return Number(match[1]);
}

const epochLoss = ({ trainings }: Report) =>
  trainings[0]!.metrics.find(({ name, split }) => name === 'loss' && split === 'train');

/** Every example through the command line, on wasm, against what plain node prints on tfjs's own cpu backend. */
describe('examples through gradlens train --json', function () {
  this.timeout(180_000);

  it('digits: the loss of the first step, layers in order, penalties declared', async () => {
    const plain = await runNode(['examples/digits/train.js', '1', '64']);
    const { status, report } = await trainJson(['examples/digits/train.js'], ['1', '64']);
    assert.equal(status, 0);
    const [training] = report.trainings;
    assert.equal(report.backend, 'wasm');
    assert.equal(training!.steps, 1);
    const loss = printed(plain.stdout, /epoch 1: loss ([\d.]+)/);
    near(training!.loss.first, loss, 1e-4, 'first loss');
    near(epochLoss(report)?.last, loss, 1e-4, 'loss of the epoch');
    assert.deepEqual(
      training!.variables.map(({ layer, shape }) => [layer, shape]),
      [
        ['conv1', [5, 5, 1, 8]],
        ['conv1', [8]],
        ['conv2', [3, 3, 8, 16]],
        ['conv2', [16]],
        ['hidden', [400, 64]],
        ['hidden', [64]],
        ['scores', [64, 10]],
        ['scores', [10]],
      ],
    );
    assert.deepEqual(
      training!.terms.map(({ name, lambda }) => [name, lambda]),
      [
        ['data', null],
        ['conv2/kernel', 0.001],
        ['hidden/kernel', 0.001],
      ],
    );
    for (const { name, gradient, updateRatio } of training!.variables) {
      assert.ok(typeof gradient.norm === 'number' && gradient.norm > 0, `${name} has a gradient`);
      assert.ok(typeof updateRatio === 'number' && updateRatio > 0, `${name} was updated`);
    }
  });

  it('digits: --steps ends the program there', async () => {
    const { status, report } = await trainJson(['examples/digits/train.js', '--steps', '3']);
    assert.deepEqual([status, report.stopped, report.trainings[0]!.steps], [0, 'steps', 3]);
  });

  it('iris: losses as plain node prints them, the line of minimize', async () => {
    const plain = await runNode(['examples/iris/train.js', '40']);
    const { status, report } = await trainJson(['examples/iris/train.js'], ['40']);
    assert.equal(status, 0);
    const [training] = report.trainings;
    assert.equal(training!.steps, 40);
    near(training!.loss.first, printed(plain.stdout, /step 1: loss ([\d.]+)/), 2e-6, 'first loss');
    near(training!.loss.last, printed(plain.stdout, /step 40: loss ([\d.]+)/), 2e-5, 'last loss');
    assert.equal(training!.optimizer?.name, 'Momentum');
    const lines = readFileSync('examples/iris/train.js', 'utf8').split('\n');
    assert.match(lines[training!.line! - 1]!, /optimizer\.minimize/);
    assert.match(lines[training!.variables[0]!.line! - 1]!, /tf\.layers\.dense/);
  });

  it('sequence: the loss of an epoch of a GRU', async () => {
    const plain = await runNode(['examples/sequence/train.js', '1', '128']);
    const { status, report } = await trainJson(['examples/sequence/train.js'], ['1', '128']);
    assert.equal(status, 0);
    near(epochLoss(report)?.last, printed(plain.stdout, /epoch 1: loss ([\d.]+)/), 1e-4, 'loss of the epoch');
    assert.equal(report.trainings[0]!.steps, 2);
    const [data, ...penalties] = report.trainings[0]!.terms;
    assert.equal(data!.name, 'data');
    assert.ok(penalties.length > 0 && penalties.every(({ lambda }) => lambda === 1e-4));
  });

  it('gan: two trainings, each with its own variables', async () => {
    const plain = await runNode(['examples/gan/train.js', '1']);
    const { status, report } = await trainJson(['examples/gan/train.js'], ['1']);
    assert.equal(status, 0);
    assert.equal(report.trainings.length, 2);
    const [critic, generator] = report.trainings;
    near(critic!.loss.first, printed(plain.stdout, /critic ([\d.]+)/), 1e-4, 'loss of the critic');
    near(generator!.loss.first, printed(plain.stdout, /generator ([\d.]+)/), 1e-4, 'loss of the generator');
    assert.ok(critic!.variables.every(({ name }) => /^(critic|verdict)/.test(name)));
    assert.ok(generator!.variables.every(({ name }) => /^(generator|points)/.test(name)));
  });

  it('typescript: losses of epochs, lines of the TypeScript source', async () => {
    const plain = await runNode(['--import', 'tsx', 'examples/typescript/train.ts', '10']);
    const { status, report } = await trainJson(['examples/typescript/train.ts'], ['10']);
    assert.equal(status, 0);
    near(epochLoss(report)?.last, printed(plain.stdout, /epoch 10: loss ([\d.]+)/), 2e-5, 'loss of epoch 10');
    const lines = readFileSync('examples/typescript/train.ts', 'utf8').split('\n');
    assert.match(lines[report.trainings[0]!.line! - 1]!, /model\.fit/);
    assert.equal(report.trainings[0]!.epochs, 10);
  });

  it('hand-written gradient: loss and direction by the textbook, in float64', async () => {
    const { status, report } = await trainJson(['examples/hand-written-gradient/train.cjs'], ['2']);
    assert.equal(status, 0);
    const [training] = report.trainings;
    assert.equal(training!.steps, 2);
    const { losses, updates } = logisticRegression(2);
    near(training!.loss.first, losses[0]!, 1e-6, 'first loss (ln 2)');
    near(training!.loss.last, losses[1]!, 1e-6, 'second loss');
    const [w, b] = training!.variables;
    near(w!.gradient.norm, updates[1]!.w, 1e-6, 'direction of w');
    near(b!.gradient.norm, updates[1]!.b, 1e-6, 'direction of b');
  });
});

/** The example worked out again from its data: losses, and the sizes of the updates, which are its directions. */
function logisticRegression(steps: number) {
  const rows = readFileSync('examples/data/iris.csv', 'utf8').trim().split('\n').slice(51);
  const y = rows.map((row) => (row.endsWith('virginica') ? 1 : 0));
  const columns = [2, 3].map((column) => {
    const values = rows.map((row) => Number(row.split(',')[column]));
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return values.map((value) => (value - mean) / Math.sqrt(variance));
  });
  const w = [0, 0];
  let b = 0;
  const losses: number[] = [];
  const updates: { w: number; b: number }[] = [];
  const mean = (of: (row: number) => number) =>
    y.map((_, row) => of(row)).reduce((sum, value) => sum + value) / y.length;
  for (let step = 0; step < steps; step++) {
    const p = y.map((_, row) => 1 / (1 + Math.exp(-(w[0]! * columns[0]![row]! + w[1]! * columns[1]![row]! + b))));
    losses.push(-mean((row) => Math.log(y[row] === 1 ? p[row]! : 1 - p[row]!)));
    const deltaW = columns.map((x) => -0.5 * mean((row) => x[row]! * (p[row]! - y[row]!)));
    const deltaB = -0.5 * mean((row) => p[row]! - y[row]!);
    updates.push({ w: Math.hypot(...deltaW), b: Math.abs(deltaB) });
    deltaW.forEach((delta, index) => (w[index]! += delta));
    b += deltaB;
  }
  return { losses, updates };
}
