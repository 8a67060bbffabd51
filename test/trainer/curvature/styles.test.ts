/** What is said of curvature where something is unusual: no number is invented, and what still works is named. */
import assert from 'node:assert/strict';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { openRun } from '../../../src/runs/openRun.js';
import { DEFAULT_MEASURE } from '../../../src/protocol/settings.js';
import { replayRun } from '../../../src/session/replayRun.js';
import { join } from 'node:path';
import { isKind } from '../../../src/runs/recordCodec.js';
import { collect, program, root, start, temporaryFolder, type Ran } from '../support/runProgram.js';
import { gradlens, runFolder, trainJson } from '../cli/gradlens.js';

const STYLES = program('curvature/styles.cjs');
const everyStep = ['--curvature-every', '1'];
const node = { path: process.execPath, env: {} };
const distribution = join(root, 'dist');

async function trained(kind: string, steps: number, options: string[] = everyStep) {
  const { report, stderr } = await trainJson([STYLES, ...options], [kind, String(steps)]);
  assert.equal(report.trainings.length, 1, stderr);
  return report.trainings[0]!;
}

const BREAKS = "WebAssembly.instantiate = () => { throw new Error('broken on purpose'); };";
const lossesOf = (records: Ran['records']) =>
  records.flatMap((record) => (isKind(record, 'step') ? [record.payload.loss] : []));

describe('curvature of unusual losses', () => {
  it('a mean over 16 samples is measured at each step', async () => {
    const { curvature, lossProgram } = await trained('mean', 4);
    assert.deepEqual([lossProgram!.batch, lossProgram!.replays], [16, true]);
    assert.deepEqual(
      curvature!.track.map(({ step, samples }) => [step, samples]),
      [1, 2, 3, 4].map((step) => [step, 16]),
    );
    // ∂²/∂w² of mean (xᵀw)² is 2/n XᵀX, whatever w is: positive, and below its trace.
    assert.ok(curvature!.track.every(({ value }) => (value as number) > 0 && (value as number) < 0.5));
  });

  it('a sum is not averaged over batches, and that is said', async () => {
    const { curvature } = await trained('sum', 10, [...everyStep, '--curvature', '1']);
    assert.equal(curvature!.samples, 16);
    assert.equal(curvature!.sample, null);
    assert.match(curvature!.notes.join(' '), /sum over its samples/);
  });

  it('dropout: the same mask for all products, and that is said', async () => {
    const { curvature } = await trained('dropout', 6, [...everyStep, '--curvature', '1']);
    assert.match(curvature!.notes.join(' '), /same random mask/);
    assert.ok((curvature!.eigenvalues[0]!.value as number) > 0);
  });

  it('values read back that steer the loss: refused by name, and gradients are recorded', async () => {
    const { curvature, refused, lossProgram, variables } = await trained('steered', 5);
    assert.equal(curvature, null);
    assert.equal(lossProgram!.replays, false);
    assert.match(refused[0]!.why, /read back.*recorded all the same/);
    assert.ok(refused[0]!.file?.endsWith('styles.cjs'));
    assert.ok((variables[0]!.gradient.norm as number) > 0);
  });

  it('weights that are not finite: no eigenvalue is invented, and since when is told', async () => {
    const { curvature } = await trained('diverging', 6);
    assert.match(curvature!.notes.join(' '), /the weights hold NaN or infinities since (step \d|a step of \d to \d)/);
    assert.deepEqual(curvature!.eigenvalues, []);
  });

  it('an update of the program’s own: its rate and momentum by what it does, or no limit', async () => {
    const limitOf = async (kind: string) =>
      (await trained(kind, 12, [...everyStep, '--curvature', '1'])).curvature!.stability!;
    const plain = await limitOf('own');
    assert.match(plain.rule, /own update: 2\/η/);
    assert.ok(Math.abs((plain.limit as number) / 20 - 1) < 1e-3, String(plain.limit));
    const momentum = await limitOf('own momentum');
    assert.match(momentum.rule, /momentum/);
    assert.ok(Math.abs((momentum.limit as number) / 30 - 1) < 1e-3, String(momentum.limit));
    const sign = await limitOf('own sign');
    assert.deepEqual([sign.rule, sign.limit], ['no limit known', null]);
  });

  it('an op that is not known: refused by its name and line, and what still works', async () => {
    const { refused, curvature, variables, lossProgram } = await trained('cube', 4);
    assert.equal(lossProgram!.replays, true);
    const [found] = refused;
    assert.deepEqual([refused.length, found!.what, found!.op], [1, 'curvature', 'Cube']);
    const line =
      readFileSync(STYLES, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes("runKernel('Cube'")) + 1;
    assert.ok(Math.abs(found!.line! - line) <= 3 && found!.file!.endsWith('styles.cjs'), JSON.stringify(found));
    assert.match(
      found!.why,
      /No second derivative through Cube: .*not known.*gradients, norms, histograms and loss terms are/,
    );
    assert.deepEqual(curvature!.eigenvalues, []);
    assert.ok((variables[0]!.gradient.norm as number) > 0);
  });

  it('variables that the loss does not reach, and of length zero', async () => {
    const { curvature, variables } = await trained('unused', 3, [...everyStep, '--curvature', '2']);
    assert.equal(curvature!.eigenvalues.length, 2);
    assert.ok(variables.length >= 1);
  });
});

describe('the curvature thread', () => {
  it('loses no record where the process is killed', async () => {
    const session = start(STYLES, { args: ['mean', '1000000'], measure: { ...DEFAULT_MEASURE, every: 1 } });
    const run = async () => {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        try {
          const opened = openRun(session.runDirectory);
          if ((opened.curvature(0)?.track.steps.length ?? 0) >= 10) return opened.info.control!.pid;
        } catch {
          // Not yet written.
        }
      }
    };
    process.kill(await run(), 'SIGKILL');
    const { steps } = await collect(session);
    const track = openRun(session.runDirectory).curvature(0)!.track.steps;
    // The training waits for each measurement: at most the last step is without one.
    assert.ok(track.length >= steps.length - 1, `${track.length} of ${steps.length}`);
  });

  it('that crashes leaves the training as it is, and that is told', async () => {
    // The product as it is built, but for a curvature thread whose backend throws.
    const broken = temporaryFolder();
    cpSync(join(distribution, 'trainer'), join(broken, 'trainer'), { recursive: true });
    symlinkSync(join(distribution, 'tfjs'), join(broken, 'tfjs'), 'junction');
    const thread = join(broken, 'trainer', 'curvatureThread.mjs');
    writeFileSync(thread, `${BREAKS}\n${readFileSync(thread, 'utf8')}`);
    const args = ['mean', '40'];
    const unmeasured = { ...DEFAULT_MEASURE, every: 0, checkpoints: 0 };
    const whole = await collect(start(STYLES, { args, measure: unmeasured }));
    for (const measure of [DEFAULT_MEASURE, { ...DEFAULT_MEASURE, every: 1, eigenvalues: 2, verify: true }]) {
      const crashed = await collect(start(STYLES, { args, distribution: broken, measure }));
      assert.equal(crashed.outcome.programExit, 0);
      assert.deepEqual(lossesOf(crashed.records), lossesOf(whole.records));
      const told = crashed.records.filter((record) => isKind(record, 'finding')).map(({ payload }) => payload);
      const [finding] = told.filter(({ rule }) => rule === 'curvature-stopped');
      assert.match(finding?.message ?? '', /^The curvature thread failed/);
      assert.match(finding!.advice, /training is not touched/);
    }
  });

  it('measures a paused program on request, and its checkpoint when it is over', async () => {
    const session = start(STYLES, { args: ['mean', '200'], pauseWhen: 'step = 50' });
    await new Promise<void>((resolve) => {
      session.on('state', ({ state }) => state === 'paused' && resolve());
    });
    const step = await session.measure(0, 'spectrum');
    assert.equal(step, 49);
    const { spectrum } = openRun(session.runDirectory).curvatureDetail(0, step);
    assert.equal(spectrum!.step, 49);
    assert.equal(spectrum!.payload.eigenvalues.length, 3);
    await session.setPauseWhen(null);
    await session.resume();
    await collect(session);
    const run = openRun(session.runDirectory);
    const { checkpoints } = run.curvature(0)!;
    assert.ok(checkpoints.length > 5 && checkpoints.length <= 20, String(checkpoints));
    assert.equal(checkpoints[0], 1);
    const at = checkpoints.at(-1)!;
    const measure = { eigenvalues: 2, density: false, newton: true, jacobian: false, verify: true };
    await replayRun({ node, distribution }, session.runDirectory, { training: 0, step: at, measure });
    run.refresh();
    const detail = run.curvatureDetail(0, at);
    assert.equal(detail.spectrum!.step, at);
    assert.equal(detail.newton!.step, at);
    assert.ok(detail.verify!.payload.quantities.every(({ relativeError }) => relativeError < 1e-4));
  });

  it('ends a run of nobody knows how many steps with a bracket and a checkpoint of its last step, within a second', async () => {
    const { runDirectory } = await collect(start(STYLES, { args: ['mean', '30'] }));
    const run = openRun(runDirectory);
    const { anchors, checkpoints, track, notMeasured } = run.curvature(0)!;
    assert.equal(anchors.steps.at(-1), 30);
    assert.ok(anchors.lower.at(-1)! <= anchors.values.at(-1)! && anchors.values.at(-1)! <= anchors.upper.at(-1)!);
    assert.equal(checkpoints.at(-1), 30);
    // Each step has its λ1, or is said to be left out.
    const told = (step: number) => notMeasured.some(({ from, to }) => from <= step && step <= to);
    for (let step = 1; step <= 30; step++) assert.ok(track.steps.includes(step) || told(step), `step ${step}`);
    const measure = { eigenvalues: 1, density: true, newton: false, jacobian: false, verify: true };
    await replayRun({ node, distribution }, runDirectory, { training: 0, step: 30, measure });
    run.refresh();
    const { spectrum, hessian, verify } = run.curvatureDetail(0, 30);
    assert.deepEqual([verify!.step, verify!.payload.why], [30, null]);
    // The dense Hessian is that of the spectrum.
    const { size, values, blocks, samples } = hessian!.payload;
    assert.deepEqual(
      [hessian!.step, size, samples, blocks],
      [30, 3, spectrum!.payload.samples, [{ name: 'w', from: 0 }]],
    );
    const diagonal = [0, 1, 2].reduce((sum, i) => sum + values[i * 3 + i]!, 0);
    assert.ok(Math.abs(diagonal / spectrum!.payload.trace!.value - 1) < 1e-5);
  });

  it('is not started where no curvature is wanted', async () => {
    const ended = await gradlens([
      'train',
      STYLES,
      '--run',
      runFolder(),
      '--curvature-every',
      '0',
      '--checkpoints',
      '0',
      '--json',
      '--',
      'mean',
      '3',
    ]);
    const [training] = (JSON.parse(ended.stdout) as { trainings: { curvature: unknown; lossProgram: unknown }[] })
      .trainings;
    assert.deepEqual([training!.curvature, training!.lossProgram], [null, null]);
  });
});
