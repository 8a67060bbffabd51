import assert from 'node:assert/strict';
import type { RecordedFinding } from '../../../../src/protocol/findings.js';
import type { RunHead } from '../../../../src/protocol/inspector.js';
import { layoutFor } from '../../../../webview/layout/layout.js';
import { readViewState } from '../../../../webview/state/persistence.js';
import { initialState } from '../../../../webview/state/state.js';
import { shownFindings } from '../../../../webview/panels/findings/shownFindings.js';
import { madeUpFindings } from '../../../e2e/inspector/madeUpFindings.js';

const shown = (findings: RecordedFinding[]) =>
  shownFindings({
    ...initialState(layoutFor(900), readViewState(undefined), 'editor'),
    run: { findings } as unknown as RunHead,
  });

describe('findings as they are shown', () => {
  const [exploded, penalty, overfitting, dead] = madeUpFindings() as [
    RecordedFinding,
    RecordedFinding,
    RecordedFinding,
    RecordedFinding,
  ];

  it('are root causes, worst first, then oldest', () => {
    const later = { ...penalty, id: 9, step: 12 };
    assert.deepEqual(
      shown([overfitting, later, penalty, dead, exploded]).map(({ finding }) => finding.id),
      [exploded.id, penalty.id, later.id, overfitting.id],
    );
  });

  it('list what followed once, also where it followed from a consequence', () => {
    const further = { ...dead, id: 7, causedBy: dead.id, step: 300, message: 'It no longer learns' };
    const [first] = shown([exploded, further, dead]);
    assert.deepEqual(
      first!.consequences.map(({ message, finding }) => [message, finding?.step]),
      [
        [dead.message, 262],
        ['It no longer learns', 300],
      ],
    );
  });

  it('keep a consequence that is known by its words alone', () => {
    const [first] = shown([exploded]);
    assert.deepEqual(first!.consequences, [{ message: dead.message, finding: null }]);
  });
});
