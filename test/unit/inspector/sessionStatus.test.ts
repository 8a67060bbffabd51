import assert from 'node:assert/strict';
import { phaseTimes } from '../../../src/inspector/sessionStatus.js';

describe('the phases of a start', () => {
  it('last until the next one begins; the one under way says how long it has lasted', () => {
    const marks = [
      { phase: 'starting', milliseconds: 0 },
      { phase: 'tensorflow', milliseconds: 40 },
      { phase: 'backend', milliseconds: 250 },
    ] as const;
    assert.deepEqual(phaseTimes(marks, 900), [
      { phase: 'starting', milliseconds: 40 },
      { phase: 'tensorflow', milliseconds: 210 },
      { phase: 'backend', milliseconds: null, elapsed: 650 },
    ]);
    assert.equal(phaseTimes(marks, 100).at(-1)!.elapsed, 0, 'a clock that went back');
  });
});
