import assert from 'node:assert/strict';
import {
  comparisonLines,
  settingLines,
  sourceLines,
  trainingComparisonLines,
} from '../../../src/cli/output/comparison.js';
import { gradientNorm, plannedSteps, progressLine } from '../../../src/cli/output/progress.js';
import { summaryLines } from '../../../src/cli/output/summary.js';
import { addRecord, emptyTally, type RunTally } from '../../../src/cli/output/tally.js';
import { variableTable } from '../../../src/cli/output/trainingTable.js';
import { stepClock } from '../../../src/cli/stepClock.js';
import { records, runInfo } from './sampleRun.js';

function sampleTally(): RunTally {
  const tally = emptyTally();
  for (const record of records) addRecord(tally, record);
  return tally;
}

describe('summaryLines', () => {
  it('tells a person what the run recorded', () => {
    assert.equal(
      summaryLines(runInfo, sampleTally()).join('\n'),
      [
        'train.js:12: ran to its end, 4.20 s, backend wasm (plain node would use cpu), overhead 3.4 %',
        '',
        'train.js:12 fit, Adam, 2 steps, 2 epochs',
        'loss 2.50 at first, 0.750 at last',
        'acc by epoch 0.500 at first, 0.400 at last, best 0.500 in epoch 1',
        'validation loss by epoch 0.700 at first, 0.600 at last, best 0.600 in epoch 2',
        '',
        '  variable       shape  line           gradient  update ratio  weight',
        '  hidden/kernel  3×4    train.js:5         3.00         0.250    2.00',
        '  hidden/bias    4      train.js:5  no gradient             0   0.250',
        '',
        '  regularizer       penalty                 line               value',
        '  hidden/kernel_l2  l2 λ 0.00100            train.js:6         0.250',
        '  hidden/bias_l1l2  l1 λ 0.100, l2 λ 0.200              not measured',
      ].join('\n'),
    );
  });

  it('shows findings with their place and advice', () => {
    const tally = sampleTally();
    tally.findings.push({
      training: 0,
      step: 7,
      rule: 'dead-relu',
      family: 'activations',
      severity: 'warning',
      layer: 'hidden',
      variable: null,
      file: '/home/ada/train.js',
      line: 5,
      message: 'Most of hidden is dead.',
      evidence: {},
      advice: 'Lower the learning rate.',
      id: 0,
      causedBy: null,
      consequences: [],
      count: 1,
    });
    assert.deepEqual(summaryLines(runInfo, tally).slice(-3), [
      '',
      'warning: Most of hidden is dead. (train.js:5), since step 7',
      '  Lower the learning rate.',
    ]);
  });

  it('says how a run ended', () => {
    const outcome = runInfo.outcome!;
    const heads = [
      { ...outcome, stopped: 'steps' as const },
      { ...outcome, stopped: 'user' as const },
      { ...outcome, stopped: 'error' as const },
      { ...outcome, stopped: 'error' as const, signal: 'SIGKILL' },
      null,
    ].map((ending) => summaryLines({ ...runInfo, outcome: ending, endedAt: null, backend: null }, emptyTally())[0]);
    assert.deepEqual(heads, [
      'train.js:12: stopped after the steps asked for, overhead 3.4 %',
      'train.js:12: stopped by the user, overhead 3.4 %',
      'train.js:12: failed, overhead 3.4 %',
      'train.js:12: ended by SIGKILL, overhead 3.4 %',
      'train.js:12: still running, or its end was not recorded',
    ]);
  });
});

describe('variableTable', () => {
  it('keeps to its limit and says what it leaves out', () => {
    const [training] = sampleTally().trainings;
    const variables = Array.from({ length: 5 }, () => training!.payload.variables[0]!);
    const table = variableTable({ ...training!, payload: { ...training!.payload, variables } }, 3);
    assert.deepEqual([table.length, table.at(-1)], [4, 'and 3 more']);
  });

  it('says that nothing was measured before the first step', () => {
    const [training] = sampleTally().trainings;
    assert.match(variableTable({ ...training!, last: null })[1]!, /not measured$/);
  });
});

describe('progress', () => {
  it('is one line about the last step', () => {
    const [training] = sampleTally().trainings;
    assert.equal(progressLine(training!, null, 20), 'step 2 of 20, epoch 2, loss 0.750, gradient 3.00, 20.0 steps/s');
    assert.equal(progressLine({ ...training!, last: null, steps: 0 }, 7, null), 'step 0 of 7');
    assert.equal(progressLine({ ...training!, last: null, steps: 8 }, 7, null), 'step 8');
  });

  it('takes the fewer of the program’s plan and --steps', () => {
    const [training] = sampleTally().trainings;
    const unplanned = {
      ...training!,
      payload: { ...training!.payload, planned: { steps: null, epochs: null, stepsPerEpoch: null } },
    };
    assert.deepEqual(
      [
        plannedSteps(training!, null),
        plannedSteps(training!, 5),
        plannedSteps(training!, 50),
        plannedSteps(unplanned, 9),
        plannedSteps(unplanned, null),
      ],
      [20, 5, 20, 9, null],
    );
  });

  it('adds gradients of variables up as a Euclidean norm, leaving out those without one', () => {
    const [training] = sampleTally().trainings;
    const both = { ...training!.last!, state: Uint8Array.of(1, 1), norms: Float64Array.of(3, 2, 1, 4, 1, 1) };
    assert.equal(gradientNorm({ ...training!, last: both }), 5);
    assert.equal(gradientNorm(training!), 3);
    assert.equal(gradientNorm({ ...training!, last: null }), null);
  });

  it('counts steps a second over the last two seconds', () => {
    const clock = stepClock();
    assert.equal(clock(0, 1), null);
    assert.equal(clock(1000, 11), 10);
    assert.equal(clock(2000, 21), 10);
    // From here on four times as fast; after two seconds the slow part is forgotten.
    assert.equal(clock(3000, 61), 25);
    assert.equal(clock(4000, 101), 40);
  });
});

describe('comparisonLines', () => {
  it('puts two runs side by side', () => {
    const first = { directory: '/runs/a', info: runInfo, tally: sampleTally(), damage: null };
    const tally = sampleTally();
    tally.trainings[0]!.loss = { first: 2.5, last: 0.375 };
    tally.trainings[0]!.metrics.pop();
    const info = { ...runInfo, id: 'run-2', outcome: { ...runInfo.outcome!, stopped: 'user' as const } };
    assert.equal(
      comparisonLines([first, { directory: '/runs/b', info, tally, damage: null }]).join('\n'),
      [
        '                                     run-1                run-2  second / first',
        'end                         ran to its end  stopped by the user',
        'backend                               wasm                 wasm',
        'steps                                    2                    2',
        'first loss                            2.50                 2.50            1.00',
        'last loss                            0.750                0.375           0.500',
        'best train acc                       0.500                0.500            1.00',
        'best validation loss                 0.600         not measured',
        'hidden/kernel gradient                3.00                 3.00            1.00',
        'hidden/kernel update ratio           0.250                0.250            1.00',
        'hidden/bias gradient          not measured         not measured',
        'hidden/bias update ratio                 0                    0',
      ].join('\n'),
    );
  });

  it('puts three runs side by side without a ratio, and the trainings of one', () => {
    const run = { directory: '/runs/a', info: runInfo, tally: sampleTally(), damage: null };
    const [head, , , , loss] = comparisonLines([run, run, run]);
    assert.equal(head!.trim().replace(/ +/g, ' '), 'run-1 run-1 run-1');
    assert.equal(loss!.replace(/ +/g, ' '), 'first loss 2.50 2.50 2.50');
    run.tally.trainings.push({ ...run.tally.trainings[0]!, id: 1, steps: 8 });
    const lines = trainingComparisonLines(run).map((line) => line.trim().replace(/ +/g, ' '));
    assert.deepEqual(lines.slice(0, 3), [
      'training 1 training 2 second / first',
      'steps 2 8',
      'first loss 2.50 2.50 1.00',
    ]);
  });

  it('tells what differs, in a table and in the unified format', () => {
    const settings = [{ name: 'arguments', values: [null, '--fast'] }];
    assert.deepEqual(settingLines(['A', 'B'], settings, 1), [
      '           A  B',
      'arguments  –  --fast',
      '1 setting is the same.',
    ]);
    assert.deepEqual(settingLines(['A', 'B'], [], 9), ['No setting differs: 9 settings are the same.']);
    const hunks = [{ oldStart: 1, oldLines: 1, newStart: 1, newLines: 1, lines: ['-a', '+b'] }];
    assert.deepEqual(sourceLines([{ run: 1, file: 'train.js', hunks, why: null }]), [
      ...['', '--- A/train.js', '+++ B/train.js', '@@ -1,1 +1,1 @@', '-a', '+b'],
    ]);
  });
});
