import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { NORM_COLUMNS, VARIABLE_STATE } from '../../src/protocol/records.js';
import { runPlain, watch, type RunOptions, type Watched } from '../unit/instrument/support/watch.js';

/** Lines that a program prints by `tell`: label, loss or losses. */
const told = (stdout: string) =>
  [...stdout.matchAll(/^(.+?) loss (\S+) random/gm)].map(([, label, loss]) => ({
    label,
    losses: loss!.split(',').map(Number),
  }));
const stepsOf = ({ steps }: Watched, id: number) => steps.filter((step) => step.id === id);
const lossesOf = (watched: Watched, id: number) => stepsOf(watched, id).map(({ payload }) => payload.loss);
const norms = (watched: Watched, id: number, column: (typeof NORM_COLUMNS)[number], row = 0) =>
  stepsOf(watched, id).map(({ payload }) => payload.norms[row * NORM_COLUMNS.length + NORM_COLUMNS.indexOf(column)]!);
const close = (values: (number | null)[], expected: number[], tolerance = 1e-5) => {
  assert.equal(values.length, expected.length);
  values.forEach((value, i) => {
    assert.ok(
      value !== null && Math.abs(value - expected[i]!) <= tolerance * Math.abs(expected[i]!),
      `${value}, not ${expected[i]}`,
    );
  });
};

interface Expected {
  /** Of each training: line, callee, how found, names of variables, optimizer, steps. */
  trainings: [number, string, string, string, string | null, number][];
  options?: RunOptions;
}
const PROGRAMS: Record<string, Expected> = {
  'minimize.cjs': { trainings: [[10, 'minimize', 'variables', 'w b', 'Momentum', 10]] },
  'minimizeEsm.mjs': { trainings: [[10, 'minimize', 'variables', 'w', 'SGD', 6]] },
  'minimizeTypescript.ts': {
    trainings: [[18, 'minimize', 'variables', 'w', 'Adam', 5]],
    options: { node: ['--import', 'tsx'] },
  },
  'clipped.cjs': { trainings: [[11, 'variableGrads', 'variables', 'w b', 'SGD', 5]] },
  'accumulated.cjs': { trainings: [[13, 'variableGrads', 'variables', 'w', 'SGD', 4]] },
  'assignedByHand.cjs': { trainings: [[10, 'variableGrads', 'variables', 'w b frozen', null, 5]] },
  'plainTensors.cjs': { trainings: [[11, 'slopeAndOffset', 'tensors', 'slope offset', null, 8]] },
  'handWritten.cjs': { trainings: [[12, 'assign', 'assignments', 'w b', null, 8]] },
  'gan.cjs': {
    trainings: [
      [7, 'minimize', 'variables', 'critic', 'Adam', 5],
      [7, 'minimize', 'variables', 'generator', 'Adam', 5],
    ],
  },
  'alternatingLosses.cjs': {
    trainings: [
      [9, 'minimize', 'variables', 'w', 'SGD', 4],
      [10, 'minimize', 'variables', 'w', 'SGD', 4],
      [11, 'minimize', 'variables', 'w', 'SGD', 2],
      [11, 'minimize', 'variables', 'w', 'SGD', 2],
    ],
  },
  'fit.cjs': {
    trainings: [
      [
        19,
        'fit',
        'variables',
        'hidden/kernel hidden/bias normal/gamma normal/beta scores/kernel scores/bias',
        'Adam',
        9,
      ],
    ],
  },
  'fitDataset.cjs': { trainings: [[13, 'fitDataset', 'variables', 'line/kernel line/bias', 'RMSProp', 16]] },
  'trainOnBatch.cjs': { trainings: [[10, 'trainOnBatch', 'variables', 'line/kernel line/bias', 'SGD', 6]] },
  'statefulRnn.cjs': {
    trainings: [
      [25, 'fit', 'variables', 'memory/kernel memory/bias memory/recurrent_kernel out/kernel out/bias', 'Adagrad', 8],
    ],
  },
  'movingAverage.cjs': { trainings: [[11, 'minimize', 'variables', 'w', 'Adam', 6]] },
  'profiled.cjs': {
    trainings: [
      [10, 'variableGrads', 'variables', 'w', 'Adam', 4],
      [17, 'minimize', 'variables', 'w', 'Adam', 4],
    ],
  },
  'metric.cjs': { trainings: [[8, 'minimize', 'variables', 'w', 'SGD', 3]] },
  'sharedCritic.cjs': { trainings: [[9, 'minimize', 'variables', 'b a unused', 'Adamax', 4]] },
  'throwing.cjs': { trainings: [[18, 'minimize', 'variables', 'w', 'SGD', 3]] },
};

describe('trainings of every style', function () {
  this.timeout(60_000);
  const runs = new Map<string, Watched>();
  const run = (name: string) => {
    const watched = runs.get(name) ?? watch(name, PROGRAMS[name]!.options);
    runs.set(name, watched);
    return watched;
  };

  for (const [name, { trainings }] of Object.entries(PROGRAMS)) {
    it(`finds what trains in ${name}`, () => {
      const watched = run(name);
      const found = watched.trainings.map((training, id) => {
        assert.equal(training.file, watched.file);
        const names = training.variables.map((variable) => variable.name).join(' ');
        const optimizer = training.optimizer?.name ?? null;
        return [training.line, training.callee, training.found, names, optimizer, stepsOf(watched, id).length];
      });
      assert.deepEqual(found, trainings);
    });
  }

  for (const [name, { options }] of Object.entries(PROGRAMS)) {
    it(`changes nothing of ${name}: losses, weights, Math.random, tf.memory(), names, errors`, () => {
      assert.equal(run(name).stdout, runPlain(name, options));
    });
  }

  // Dense layers only: without kernels of ours wasm trains nothing else.
  for (const name of ['minimize.cjs', 'plainTensors.cjs', 'handWritten.cjs', 'gan.cjs', 'fit.cjs', 'profiled.cjs']) {
    it(`changes nothing of ${name} on wasm, where statistics are read in its heap`, () => {
      const env = { GRADLENS_TEST_BACKEND: 'wasm', GRADLENS_TEST_READER: 'product' };
      const watched = watch(name, { env });
      assert.equal(watched.stdout, runPlain(name, { env }));
      const plain = run(name);
      assert.deepEqual(watched.order, plain.order);
      watched.steps.forEach(({ payload }, i) => {
        close([...payload.norms], [...plain.steps[i]!.payload.norms], 1e-3);
        assert.ok(payload.state.every((state) => state === VARIABLE_STATE.measured));
      });
    });
  }

  it('tells metrics of a loop at the step after which they came', () => {
    const metrics = run('metric.cjs').metrics.map(({ step, payload }) => [
      step,
      payload.split,
      payload.name,
      payload.value,
    ]);
    const of = (step: number) => [
      [step, 'train', 'size', step - 1],
      [step, 'validation', 'size', 10 * (step - 1)],
    ];
    assert.deepEqual(metrics, [1, 2, 3].flatMap(of));
  });

  it('goes on where a backend cannot be read: the loss is told, the rest is not measured', () => {
    const watched = watch('minimize.cjs', { env: { GRADLENS_TEST_READER: 'broken' } });
    assert.equal(watched.stdout, runPlain('minimize.cjs'));
    assert.deepEqual(lossesOf(watched, 0), lossesOf(run('minimize.cjs'), 0));
    for (const { payload } of watched.steps) {
      assert.deepEqual([...payload.state], [VARIABLE_STATE.notMeasured, VARIABLE_STATE.notMeasured]);
      assert.ok([...payload.norms].every(Number.isNaN));
    }
  });

  it('tells a variable without a gradient from one that was not measured', () => {
    const { measured, noGradient } = VARIABLE_STATE;
    for (const { payload } of run('sharedCritic.cjs').steps) {
      assert.deepEqual([...payload.state], [measured, measured, noGradient]);
    }
  });

  it('finds the training of a bundled program, whose modules nobody sees', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bundled-'));
    const file = join(folder, 'app.cjs');
    const entry = resolve('test/trainer/programs/styles/minimize.cjs');
    buildSync({
      entryPoints: [entry],
      outfile: file,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
    const watched = watch(file, { modules: [] });
    const text = readFileSync(file, 'utf8').split('\n');
    const [training] = watched.trainings;
    assert.equal(watched.trainings.length, 1);
    assert.match(text[training!.line! - 1]!, /optimizer\.minimize/);
    assert.equal(training!.callee, 'minimize');
    assert.equal(stepsOf(watched, 0).length, 10);
    assert.deepEqual(norms(watched, 0, 'update'), norms(run('minimize.cjs'), 0, 'update'));
    rmSync(folder, { recursive: true });
  });

  it('tells the loss of each step as the program reads it', () => {
    for (const name of ['minimize.cjs', 'minimizeEsm.mjs', 'plainTensors.cjs', 'handWritten.cjs', 'throwing.cjs']) {
      const watched = run(name);
      assert.deepEqual(
        lossesOf(watched, 0),
        told(watched.stdout).map(({ losses }) => losses[0]),
        name,
      );
    }
    for (const name of ['gan.cjs', 'alternatingLosses.cjs']) {
      const watched = run(name);
      for (const id of [0, 1])
        assert.deepEqual(
          lossesOf(watched, id),
          told(watched.stdout).map(({ losses }) => losses[id]),
          name,
        );
    }
    const third = told(run('alternatingLosses.cjs').stdout).map(({ losses }) => losses[2]);
    assert.deepEqual(lossesOf(run('alternatingLosses.cjs'), 2), [third[0], third[2]]);
  });

  it('holds before each update and closes after it, in order', () => {
    const steps = run('minimize.cjs').order.filter((entry) => !entry.startsWith('training'));
    assert.deepEqual(steps, Array.from({ length: 10 }, (_, i) => [`before 0 ${i + 1}`, `step 0 ${i + 1}`]).flat());
  });

  it('shows the clipped gradient, which was applied, and the raw one beside it', () => {
    const watched = run('clipped.cjs');
    const [{ payload }] = stepsOf(watched, 0) as [Watched['steps'][0]];
    const [w, b] = [norms(watched, 0, 'gradient', 0)[0]!, norms(watched, 0, 'gradient', 1)[0]!];
    assert.ok(Math.abs(Math.hypot(w, b) - 0.05) < 1e-6, 'clipped to 0.05');
    assert.ok(Math.hypot(...payload.rawNorms!) > 0.05);
    close(
      norms(watched, 0, 'update'),
      norms(watched, 0, 'gradient').map((norm) => 0.1 * norm),
      1e-4,
    );
  });

  it('makes one step of four micro-batches: mean loss, applied gradient, raw norms', () => {
    const watched = run('accumulated.cjs');
    for (const { payload } of stepsOf(watched, 0)) assert.equal(payload.microBatches, 4);
    const means = told(watched.stdout).map(({ losses }) => losses.reduce((sum, loss) => sum + loss, 0) / 4);
    close(lossesOf(watched, 0), means);
    close(
      norms(watched, 0, 'update'),
      norms(watched, 0, 'gradient').map((norm) => 0.1 * norm),
      1e-4,
    );
    for (const { payload } of stepsOf(watched, 0)) assert.ok(payload.rawNorms![0]! >= payload.norms[0]! - 1e-6);
  });

  it('closes a step that leaves a variable unassigned at the next gradient call', () => {
    const watched = run('assignedByHand.cjs');
    assert.equal(watched.order.indexOf('before 0 2') > watched.order.indexOf('step 0 1'), true);
    assert.ok(norms(watched, 0, 'update', 2).every(Number.isNaN), 'no update of the frozen variable');
    assert.ok(
      norms(watched, 0, 'gradient', 2).every((norm) => norm > 0),
      'but a gradient',
    );
    close(
      norms(watched, 0, 'update', 1),
      norms(watched, 0, 'gradient', 1).map((norm) => 0.2 * norm),
      1e-4,
    );
  });

  it('takes −Δw as the direction of a hand-written gradient', () => {
    const watched = run('handWritten.cjs');
    assert.deepEqual(norms(watched, 0, 'gradient'), norms(watched, 0, 'update'));
    for (const { extras, payload } of stepsOf(watched, 0)) {
      assert.deepEqual(
        [...extras.histogram!.gradient].slice(0, 129),
        [...extras.histogram!.update].slice(0, 129).reverse(),
      );
      assert.equal(payload.loss !== null, true);
    }
  });

  it('measures the updates of plain tensors, from the first to the last', () => {
    const watched = run('plainTensors.cjs');
    const gradients = norms(watched, 0, 'gradient', 1);
    close(
      norms(watched, 0, 'update', 1),
      gradients.map((norm) => 0.1 * norm),
      1e-4,
    );
    assert.ok(norms(watched, 0, 'weight', 0).every((norm) => norm > 0));
  });
});

describe('what fit reports', function () {
  this.timeout(60_000);
  let fit: Watched;
  before(() => {
    fit = watch('fit.cjs');
  });
  const metrics = (name: string, split: string, scope: string) =>
    fit.metrics.filter(({ payload }) => payload.name === name && payload.split === split && payload.scope === scope);

  it('tells loss and accuracy of training and validation by epoch, as History has them', () => {
    const history = JSON.parse(fit.stdout.split('\n').find((line) => line.startsWith('{"val_loss'))!) as Record<
      string,
      number[]
    >;
    for (const [key, values] of Object.entries(history)) {
      const [name, split] = key.startsWith('val_') ? [key.slice(4), 'validation'] : [key, 'train'];
      const reported = metrics(name, split, 'epoch').slice(0, 3);
      assert.deepEqual(
        reported.map(({ payload }) => payload.value),
        values,
        key,
      );
      assert.deepEqual(
        reported.map(({ payload }) => payload.epoch),
        [1, 2, 3],
      );
      assert.deepEqual(
        reported.map(({ step }) => step),
        [3, 6, 9],
      );
    }
  });

  it('tells metrics by batch, and what evaluate returns', () => {
    const batches = told(fit.stdout).map(({ losses }) => losses);
    assert.deepEqual(
      lossesOf(fit, 0),
      batches.map(([loss]) => loss),
    );
    assert.deepEqual(
      metrics('acc', 'train', 'batch').map(({ payload }) => payload.value),
      batches.map(([, accuracy]) => accuracy),
    );
    const [loss, accuracy] = fit.stdout.trim().split('\n').at(-1)!.split(' ').map(Number);
    assert.equal(metrics('loss', 'validation', 'epoch').at(-1)!.payload.value, loss);
    assert.equal(metrics('acc', 'validation', 'epoch').at(-1)!.payload.value, accuracy);
  });

  it('knows epochs and the planned length', () => {
    assert.deepEqual(fit.trainings[0]!.planned, { steps: 9, epochs: 3, stepsPerEpoch: 3 });
    assert.deepEqual(
      stepsOf(fit, 0).map(({ payload }) => payload.epoch),
      [1, 1, 1, 2, 2, 2, 3, 3, 3],
    );
    const twice = watch('fitDataset.cjs');
    const epochs = stepsOf(twice, 0).map(({ payload }) => payload.epoch);
    assert.deepEqual(
      epochs,
      [1, 2, 3, 4].flatMap((epoch) => Array<number>(4).fill(epoch)),
    );
  });

  it('knows layers and the lines that make them', () => {
    const lines = Object.fromEntries(fit.trainings[0]!.variables.map(({ layer, line }) => [layer, line]));
    assert.deepEqual(lines, { hidden: 7, normal: 12, scores: 14 });
  });

  it('has the exact value of declared penalties at the weights of the step', () => {
    const [training] = fit.trainings;
    assert.deepEqual(
      training!.terms.map(({ name, layer, penalties, line }) => ({ name, layer, penalties, line })),
      [
        { name: 'hidden/kernel', layer: 'hidden', penalties: [{ kind: 'l2', lambda: 0.01 }], line: 7 },
        {
          ...{ name: 'scores/kernel', layer: 'scores', line: 14 },
          penalties: [
            { kind: 'l1', lambda: 0.01 },
            { kind: 'l2', lambda: 0.01 },
          ],
        },
      ],
    );
    // λΣw² at a step is that of the weights that the step before left, whose norm was measured then.
    const left = norms(fit, 0, 'weight', 0);
    stepsOf(fit, 0).forEach(({ extras }, i) => {
      const value = extras.terms!.values[0]!;
      if (i > 0) close([value], [0.01 * left[i - 1]! ** 2], 1e-9);
      assert.ok(extras.terms!.values[1]! > 0);
    });
  });

  it('takes the value of a penalty of the user from the program itself', () => {
    const rnn = watch('statefulRnn.cjs');
    assert.deepEqual(
      rnn.trainings[0]!.terms.map(({ name, penalties }) => ({ name, penalties })),
      [{ name: 'out/kernel', penalties: [] }],
    );
    for (const { extras } of rnn.steps) assert.ok(extras.terms!.values[0]! > 0);
  });
});
