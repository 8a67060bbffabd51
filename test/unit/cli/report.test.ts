import { Ajv2020 } from 'ajv/dist/2020.js';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jsonNumber, jsonValue } from '../../../src/cli/output/jsonNumber.js';
import { comparisonReport, differencesOf } from '../../../src/cli/output/comparisonReport.js';
import { buildReport } from '../../../src/cli/output/report.js';
import { addRecord, emptyTally, type RunTally } from '../../../src/cli/output/tally.js';
import type { RunRecord } from '../../../src/protocol/records.js';
import { records, runInfo, step, training } from './sampleRun.js';

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync('docs/schema.json', 'utf8')) as object,
);

function tallyOf(list: readonly RunRecord[]): RunTally {
  const tally = emptyTally();
  for (const record of list) addRecord(tally, record);
  return tally;
}

const reportOf = (list: readonly RunRecord[]) => buildReport(runInfo, '/runs/run-1', tallyOf(list));

describe('buildReport', () => {
  it('fits docs/schema.json', () => {
    const report: unknown = JSON.parse(JSON.stringify(reportOf(records)));
    assert.ok(validate(report), JSON.stringify(validate.errors));
  });

  it('stands in the report of a comparison, which fits the schema too', () => {
    const loaded = { directory: '/runs/run-1', info: runInfo, tally: tallyOf(records), damage: null };
    const changed = { ...runInfo, sources: [{ file: runInfo.program.file, sha256: '', text: 'x' }] };
    const runs = [loaded, { ...loaded, info: { ...changed, program: { ...runInfo.program, args: ['3'] } } }];
    const report = comparisonReport('0.1.0', runs, differencesOf(runs));
    assert.ok(validate(JSON.parse(JSON.stringify(report))), JSON.stringify(validate.errors));
    const { sides, settings, sources } = report.compare;
    assert.deepEqual(sides[1], { name: 'B', run: 1, training: 0 });
    assert.deepEqual(settings, [{ name: 'arguments', values: [null, '3'] }]);
    assert.deepEqual([sources[0]!.file, sources[0]!.diff], ['train.js', null]);
    assert.match(sources[0]!.why!, /^Run A kept no text/);
  });

  it('says what ran and how it ended', () => {
    const { schema, gradlens, run, program, backend, stopped, programExit, overhead } = reportOf(records);
    assert.deepEqual(
      { schema, gradlens, run, program, backend, stopped, programExit, overhead },
      {
        schema: 1,
        gradlens: '0.1.0',
        run: '/runs/run-1',
        program: { file: '/home/ada/train.js', line: 12 },
        backend: 'wasm',
        stopped: 'end',
        programExit: 0,
        overhead: 0.034,
      },
    );
  });

  it('has the first and the last loss, the steps and the epochs', () => {
    const [only] = reportOf(records).trainings;
    assert.deepEqual([only!.loss, only!.steps, only!.epochs], [{ first: 2.5, last: 0.75 }, 2, 2]);
  });

  it('takes each statistic from its own column of the last step', () => {
    assert.deepEqual(reportOf(records).trainings[0]!.variables[0], {
      ...training.variables[0],
      updateRatio: 0.25,
      gradient: { norm: 3, mean: 0.5, std: 0.25, min: -1, max: 1, zeros: 0.125, nan: 0, inf: 0 },
      weight: { norm: 2, mean: 0.5, std: 0.75 },
    });
  });

  it('shows no gradient where there was none', () => {
    const { gradient, weight, updateRatio } = reportOf(records).trainings[0]!.variables[1]!;
    assert.deepEqual(Object.values(gradient), Array(8).fill(null));
    assert.deepEqual([weight.norm, weight.mean, updateRatio], [0.25, -0.5, 0]);
  });

  it('leaves null what the governor thinned, and keeps the norms', () => {
    const thinned = { ...step(150, 0.75, 2), gradient: new Float32Array(0), weight: new Float32Array(0) };
    const variable = reportOf([...records, { kind: 'step', training: 0, step: 3, sequence: 9, payload: thinned }])
      .trainings[0]!.variables[0]!;
    assert.deepEqual([variable.gradient.norm, variable.gradient.mean, variable.weight.std], [3, null, null]);
  });

  it('prefers metrics over epochs, and knows which way is better', () => {
    assert.deepEqual(reportOf(records).trainings[0]!.metrics, [
      { name: 'acc', split: 'train', first: 0.5, last: 0.4, best: { value: 0.5, epoch: 1 } },
      { name: 'loss', split: 'validation', first: 0.7, last: 0.6, best: { value: 0.6, epoch: 2 } },
    ]);
  });

  it('lists training before validation, and the loss first', () => {
    const late: RunRecord = {
      ...records[4]!,
      sequence: 10,
      payload: { name: 'loss', split: 'train', value: 1, epoch: 2, scope: 'epoch' },
    };
    assert.deepEqual(
      reportOf([...records, late]).trainings[0]!.metrics.map(({ split, name }) => `${split} ${name}`),
      ['train loss', 'train acc', 'validation loss'],
    );
  });

  it('gives a λ only to a term with one penalty, and no value to one that was not measured', () => {
    const terms = reportOf(records).trainings[0]!.terms;
    assert.deepEqual(
      terms.map(({ lambda, value }) => [lambda, value]),
      [
        [0.001, 0.25],
        [null, null],
      ],
    );
  });

  it('writes what JSON has no number for as strings', () => {
    const broken = { ...step(150, NaN, 2), norms: Float64Array.of(Infinity, 2, NaN, NaN, 0, 0) };
    const report = reportOf([...records, { kind: 'step', training: 0, step: 3, sequence: 9, payload: broken }]);
    const text = JSON.parse(JSON.stringify(report)) as typeof report;
    assert.equal(text.trainings[0]!.loss.last, 'NaN');
    assert.equal(text.trainings[0]!.variables[0]!.gradient.norm, 'Infinity');
    assert.equal(text.trainings[0]!.variables[0]!.updateRatio, 'NaN');
    assert.equal(text.trainings[0]!.optimizer!.config['limit'], 'Infinity');
    assert.ok(validate(text), JSON.stringify(validate.errors));
  });

  it('has no ratio where neither the weights nor the update have a size', () => {
    const still = { ...step(150, 1, 2), norms: Float64Array.of(3, 0, 0, NaN, 0, 0.5) };
    const [first, second] = reportOf([
      { ...records[0]! },
      { kind: 'step', training: 0, step: 1, sequence: 1, payload: still },
    ]).trainings[0]!.variables;
    assert.deepEqual([first!.updateRatio, second!.updateRatio], [null, 'Infinity']);
  });

  it('is whole where the program ended before anything was known', () => {
    const bare = buildReport({ ...runInfo, backend: null, outcome: null }, '/runs/run-1', emptyTally());
    assert.deepEqual([bare.backend, bare.ladder, bare.trainings, bare.stopped], [null, [], [], 'error']);
    assert.ok(validate(JSON.parse(JSON.stringify(bare))), JSON.stringify(validate.errors));
  });

  it('drops records of a training that nobody announced', () => {
    assert.deepEqual(
      reportOf([{ kind: 'step', training: 4, step: 1, sequence: 0, payload: step(1, 1, 1) }]).trainings,
      [],
    );
  });
});

describe('jsonNumber', () => {
  it('keeps numbers and names the others', () => {
    assert.deepEqual([null, 0.1, -0, NaN, Infinity, -Infinity].map(jsonNumber), [
      null,
      0.1,
      0,
      'NaN',
      'Infinity',
      '-Infinity',
    ]);
  });

  it('reaches into objects, lists and typed arrays', () => {
    const value = { a: [1, NaN], b: Float32Array.of(0.5, Infinity), c: { d: undefined }, e: 'text', f: true };
    assert.deepEqual(jsonValue(value), { a: [1, 'NaN'], b: [0.5, 'Infinity'], c: { d: null }, e: 'text', f: true });
  });
});
