import assert from 'node:assert/strict';
import { foldFinding, shownFindings, type RecordedFinding } from '../../../src/runs/findings.js';
import type { Severity } from '../../../src/protocol/records.js';

const finding = (id: number, step: number, causedBy: number | null = null, severity: Severity = 'error') =>
  ({
    ...{ id, rule: `rule-${id}`, family: 'data', severity, layer: null, variable: null, file: null, line: null },
    ...{ message: `message ${id}`, evidence: {}, advice: '', consequences: [], causedBy, count: 1, training: 0, step },
  }) satisfies RecordedFinding;

describe('the findings that are shown', () => {
  it('are root causes, worst first, then oldest, with all that followed in its order', () => {
    const found = [
      finding(0, 5, null, 'warning'),
      finding(1, 9, 3),
      finding(2, 40),
      finding(3, 8, 4),
      finding(4, 7),
      finding(5, 8, 4),
    ];
    const shown = shownFindings(found);
    assert.deepEqual(
      shown.map(({ id }) => id),
      [4, 2, 0],
    );
    assert.deepEqual(
      shown.map(({ followed }) => followed.map(({ message }) => message)),
      [['message 3', 'message 5', 'message 1'], [], []],
    );
  });

  it('hold the newest record of each', () => {
    const found: RecordedFinding[] = [];
    for (const record of [finding(0, 1), finding(1, 2), { ...finding(0, 1), count: 10_000 }])
      foldFinding(found, record);
    assert.deepEqual(
      shownFindings(found).map(({ id, count }) => [id, count]),
      [
        [0, 10_000],
        [1, 1],
      ],
    );
  });
});
