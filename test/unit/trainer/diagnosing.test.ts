import assert from 'node:assert/strict';
import type { FindingPayload } from '../../../src/protocol/records.js';
import { RULE_THRESHOLDS } from '../../../src/protocol/ruleSettings.js';
import { startDiagnosis } from '../../../src/trainer/diagnosing.js';
import type { Programs } from '../../../src/trainer/programs.js';

function start(rules: Record<string, boolean> = {}) {
  const reported: FindingPayload[] = [];
  let listeners = 0;
  const programs = {
    onProgram: () => void listeners++,
    request() {},
    latest: () => null,
    failure: { message: 'Cannot find a connection between any variable', ops: [] },
  } as unknown as Programs;
  const reader = () => assert.fail('nothing is to be read');
  const diagnosing = startDiagnosis(
    { programs, reader, rules, onFault: (_, error) => assert.fail(String(error)) },
    (_, __, finding) => void reported.push(finding),
    () => 0,
  );
  return { diagnosing, reported, listeners: () => listeners };
}
const place = { file: '/user/train.mjs', line: 13 };

describe('what an error at the end says of the gradient', () => {
  it('is told with the line that threw, where no gradient came', () => {
    const { diagnosing, reported } = start();
    const message = 'Error: Cannot find a connection between any variable and the result of the loss function y=f(x).';
    diagnosing.programFailed({ message, ...place });
    assert.deepEqual(
      reported.map(({ family, file, line }) => [family, file, line]),
      [['no-gradient', place.file, place.line]],
    );
  });

  it('is nothing, where the program went on and ended by another error', () => {
    const { diagnosing, reported } = start();
    diagnosing.programFailed({ message: 'Error: no such file', ...place });
    assert.deepEqual(reported, []);
  });
});

describe('with all rules off', () => {
  it('no program is read', () => {
    const off = Object.fromEntries(Object.keys(RULE_THRESHOLDS).map((rule) => [rule, false]));
    assert.equal(start(off).listeners(), 0);
    assert.equal(start({ ...off, 'loss-diverges': true }).listeners(), 1);
  });
});
