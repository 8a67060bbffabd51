import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RunRecord, TrainingPayload } from '../../../src/protocol/records.js';
import type { RunInfo } from '../../../src/protocol/run.js';
import { compareRuns } from '../../../src/runs/comparison/compareRuns.js';
import { settingsThatDiffer } from '../../../src/runs/comparison/settings.js';
import { runName, sideNames } from '../../../src/runs/comparison/sideNames.js';
import { sourceDifferences } from '../../../src/runs/comparison/sourceDifferences.js';
import { openRecordFile } from '../../../src/runs/recordFile.js';
import { CURVATURE_FILE } from '../../../src/runs/recordFiles.js';
import { openRun } from '../../../src/runs/openRun.js';
import { trackPayload } from '../../sample/sampleCurvature.js';
import { GAP, NAN, sampleInfo, sampleTraining, writeSampleRun } from '../../sample/sampleRun.js';
import { makeFolder, removeFolders } from './support/folder.js';

describe('compareRuns', () => {
  afterEach(removeFolders);

  it('lays loss, gradient norm and metrics of each training over steps and seconds, as they were recorded', () => {
    const [a, b] = [makeFolder(), makeFolder()];
    const records = writeSampleRun(a, { steps: 60, variables: 3 });
    writeSampleRun(b, { steps: 30, variables: 2, seed: 2 });
    const { sides, left, runs } = compareRuns([openRun(a), openRun(b)]);
    assert.deepEqual(
      sides.map(({ name, run, steps }) => [name, run, steps]),
      [
        ['A', 0, 60],
        ['B', 1, 30],
      ],
    );
    assert.deepEqual([left, runs.map(({ directory }) => directory)], [0, [a, b]]);
    const { loss, gradientNorm, metrics, lambda, samples } = sides[0]!;
    const recorded = records.filter((record): record is RunRecord<'step'> => record.kind === 'step');
    for (const { payload, step } of recorded) {
      const at = step - 1;
      assert.equal(loss.steps[at], step);
      assert.equal(loss.seconds[at], (payload.time - recorded[0]!.payload.time) / 1000);
      const gap = step >= GAP.from && step <= GAP.to;
      assert.ok(Object.is(loss.values[at], gap ? NaN : payload.loss));
      // The index keeps norms as float32.
      const norm = Math.hypot(...[0, 1, 2].map((v) => payload.norms[v * 3]!));
      if (gap || step === NAN.step) assert.ok(Number.isNaN(gradientNorm.values[at]));
      else assert.ok(Math.abs(gradientNorm.values[at]! / norm - 1) < 1e-6, `step ${step}`);
    }
    assert.deepEqual([loss.nonFinite, gradientNorm.nonFinite], [NAN.step, NAN.step]);
    assert.deepEqual(
      metrics.map(({ name, split, line }) => [name, split, ...line.steps]),
      [
        ['acc', 'train', 25, 50],
        ['loss', 'validation', 25, 50],
      ],
    );
    assert.deepEqual([lambda.steps.length, samples], [0, null]);
  });

  it('keeps the extremes of a long line, and takes λ1 of the track with its samples', () => {
    const folder = makeFolder();
    writeSampleRun(folder, { steps: 9000, variables: 1 });
    const measured = openRecordFile(join(folder, CURVATURE_FILE));
    for (const [step, value] of [
      [10, 4],
      [20, 5],
    ] as const)
      measured.append('curvature', 0, step, trackPayload(value));
    measured.close();
    const run = openRun(folder);
    const { loss, lambda, samples } = compareRuns([run]).sides[0]!;
    const { columns } = run.index.trainings.get(0)!;
    const all = [...columns.loss.subarray(0, 9000)].filter(Number.isFinite);
    const drawn = [...loss.values].filter(Number.isFinite);
    assert.ok(loss.steps.length <= 4096);
    assert.deepEqual([Math.min(...drawn), Math.max(...drawn)], [Math.min(...all), Math.max(...all)]);
    loss.steps.forEach((step, i) => {
      if (Number.isFinite(loss.values[i])) assert.equal(loss.values[i], columns.loss[step - 1]);
    });
    assert.deepEqual([[...lambda.steps], [...lambda.values], samples], [[10, 20], [4, 5], 64]);
  });
});

describe('names of what is compared', () => {
  it('are a letter a run, and a number where it has several trainings', () => {
    assert.deepEqual(sideNames([1, 2, 0, 1]), ['A', 'B1', 'B2', 'D']);
    assert.deepEqual([25, 26, 27, 701, 702].map(runName), ['Z', 'AA', 'AB', 'ZZ', 'AAA']);
  });
});

describe('settingsThatDiffer', () => {
  const side = (info: Partial<RunInfo>, training: Partial<TrainingPayload> = {}) => ({
    info: { ...sampleInfo, ...info },
    training: { ...sampleTraining(2), ...training },
  });

  it('has a row for each that is not the same, and counts the others', () => {
    const { settings, same } = settingsThatDiffer([
      side({}),
      side(
        { program: { ...sampleInfo.program, args: ['--epochs', '3'] } },
        { optimizer: { name: 'SGD', config: { learningRate: 0.1, momentum: NaN } } },
      ),
    ]);
    assert.deepEqual(settings, [
      { name: 'optimizer', values: ['Adam', 'SGD'] },
      { name: 'optimizer learningRate', values: ['0.001', '0.1'] },
      { name: 'arguments', values: [null, '--epochs 3'] },
      { name: 'optimizer momentum', values: [null, 'NaN'] },
    ]);
    assert.equal(same, settingsThatDiffer([side({}), side({})]).same - 2);
    assert.deepEqual(settingsThatDiffer([side({}), side({})]).settings, []);
  });

  it('tells penalties of other strength apart', () => {
    const weaker = sampleTraining(2).terms.map((term) => ({ ...term, penalties: [{ kind: 'l2', lambda: 0.5 }] }));
    const { settings } = settingsThatDiffer([side({}), side({}, { terms: weaker.slice(0, 1) })]);
    assert.deepEqual(settings, [
      { name: 'λ of l2, dense1_l2', values: ['0.01', '0.5'] },
      { name: 'λ of l1, dense2_l1', values: ['0.01', null] },
    ]);
  });
});

describe('sourceDifferences', () => {
  const infoOf = (folder: string, sources: Record<string, string>, program = 'train.js'): RunInfo => ({
    ...sampleInfo,
    program: { ...sampleInfo.program, file: join(folder, program) },
    sources: Object.entries(sources).map(([file, text]) => ({ file: join(folder, file), sha256: '', text })),
  });
  const ten = Array.from({ length: 10 }, (_, i) => `line ${i + 1}\n`);

  it('is the unified format, also where the program lies in another folder', () => {
    const changed = ten.with(4, 'other\n').join('');
    const [difference, ...rest] = sourceDifferences([
      infoOf('/a', { 'train.js': ten.join(''), 'lib/x.js': 'same' }),
      infoOf('/b', { 'train.js': changed, 'lib/x.js': 'same' }),
    ]);
    assert.deepEqual(rest, []);
    // As `diff -u` prints it.
    assert.deepEqual(difference, {
      ...{ run: 1, file: 'train.js', why: null },
      hunks: [
        {
          ...{ oldStart: 2, oldLines: 7, newStart: 2, newLines: 7 },
          lines: [' line 2', ' line 3', ' line 4', '-line 5', '+other', ' line 6', ' line 7', ' line 8'],
        },
      ],
    });
  });

  it('says where no text is kept, and where only the ends of lines differ', () => {
    const whys = (...infos: RunInfo[]) => sourceDifferences(infos).map(({ file, why, run }) => [run, file, why]);
    const kept = 'kept no text of it: of files on which no line is shown, none is kept.';
    assert.deepEqual(whys(infoOf('/a', {}), infoOf('/a', { 'train.js': 'x' }), infoOf('/a', {})), [
      [1, 'train.js', `Run A ${kept}`],
      [2, 'train.js', `Run A and run C ${kept}`],
    ]);
    assert.deepEqual(whys(infoOf('/a', { 'train.js': 'x\ny\n' }), infoOf('/a', { 'train.js': 'x\r\ny\r\n' })), [
      [1, 'train.js', 'Only the ends of its lines differ.'],
    ]);
  });

  it('holds programs of other names against each other', () => {
    const [difference, ...rest] = sourceDifferences([
      infoOf('/a', { 'sgd.js': 'rate = 1\n' }, 'sgd.js'),
      infoOf('/a', { 'adam.js': 'rate = 2\n' }, 'adam.js'),
    ]);
    assert.deepEqual(
      [difference!.file, difference!.hunks[0]!.lines, rest],
      ['adam.js', ['-rate = 1', '+rate = 2'], []],
    );
  });

  it('keeps nothing of files that are the same', () => {
    assert.deepEqual(sourceDifferences([infoOf('/a', { 'train.js': 'x' }), infoOf('/b', { 'train.js': 'x' })]), []);
  });
});
