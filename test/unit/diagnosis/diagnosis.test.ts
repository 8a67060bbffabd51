import assert from 'node:assert/strict';
import { createDiagnosis, type Diagnosis } from '../../../src/diagnosis/diagnosis.js';
import { diagnosed } from '../../../src/diagnosis/finding.js';
import type { Rule } from '../../../src/diagnosis/rule.js';
import { RULES } from '../../../src/diagnosis/rules.js';
import type { FindingPayload, StepPayload, TrainingPayload } from '../../../src/protocol/records.js';
import { ruleFailed } from '../../../src/trainer/errors.js';

const training: TrainingPayload = {
  ...{ file: null, line: null, callee: 'minimize', found: 'variables', optimizer: null, terms: [] },
  variables: [{ name: 'w', layer: null, shape: [2], parameters: 2, file: null, line: null }],
  planned: { steps: null, epochs: null, stepsPerEpoch: null },
};
const stepOf = (loss: number) =>
  ({
    loss,
    norms: Float64Array.of(1, 1, 0.01),
    state: Uint8Array.of(1),
    learningRate: 0.01,
    microBatches: 1,
  }) as StepPayload;

const always = (name: string, examine: Rule['examine']): Rule => ({
  ...{ name, family: 'data', when: ['step'], thresholds: {}, examine },
});
const said = () => [
  diagnosed({ severity: 'warning', since: 1, place: null, message: 'It holds', evidence: {}, advice: 'Change it.' }),
];

interface Watched {
  diagnosis: Diagnosis;
  reported: FindingPayload[];
  faults: { rule: string; error: unknown }[];
}

function watch(rules: readonly Rule[]): Watched {
  const watched: Omit<Watched, 'diagnosis'> = { reported: [], faults: [] };
  let id = 0;
  const diagnosis = createDiagnosis(
    {
      ...{ rules, enabled: () => true, thresholds: () => ({}), ignored: () => false, source: () => null },
      report: (_, since, finding) => void watched.reported.push(finding),
      onFault: (rule, error) => void watched.faults.push({ rule, error }),
    },
    () => id++,
  );
  diagnosis.training(0, training);
  return { diagnosis, ...watched };
}

describe('the rules at work', () => {
  it('make one finding, with its count, of one that holds at 10,000 steps', () => {
    const { diagnosis, reported } = watch([always('holds', said)]);
    for (let step = 1; step <= 10_000; step++) diagnosis.step(0, step, stepOf(1));
    assert.equal(reported.length, 1);
    diagnosis.end();
    assert.deepEqual(
      reported.map(({ id, count }) => [id, count]),
      [
        [0, 1],
        [0, 10_000],
      ],
    );
  });

  it('tell of a rule that throws once, with its name, and go on with the others', () => {
    const broken = always('broken', () => {
      throw new Error('no such column');
    });
    const { diagnosis, reported, faults } = watch([broken, always('holds', said)]);
    for (let step = 1; step <= 100; step++) diagnosis.step(0, step, stepOf(1));
    diagnosis.end();
    assert.deepEqual(
      faults.map(({ rule, error }) => ruleFailed(rule, error).message),
      ['The rule broken failed and is off for the rest of this run: no such column'],
    );
    assert.equal(reported.at(-1)!.count, 100);
  });

  it('cost next to nothing at a step', () => {
    const { diagnosis } = watch(RULES);
    const payload = stepOf(1);
    const take = (from: number, count: number) => {
      const begun = process.cpuUsage();
      for (let step = from; step < from + count; step++) diagnosis.step(0, step, payload);
      const { user, system } = process.cpuUsage(begun);
      return (user + system) / count;
    };
    take(1, 2000);
    // Microseconds. It takes 1; a step of the smallest network that is worth training takes 1000.
    const each = take(2001, 20_000);
    assert.ok(each < 15, `${each} µs`);
  });
});
