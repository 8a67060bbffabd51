import assert from 'node:assert/strict';
import { recordingPlan } from '../../../src/trainer/recordingPlan.js';

/** Which steps are recorded and which of them kept, for a sequence of signatures. */
function follow(signatures: string[], requested: number[] = []): { recorded: number; kept: number[] } {
  const plan = recordingPlan();
  const kept: number[] = [];
  let recorded = 0;
  signatures.forEach((signature, step) => {
    const asked = requested.includes(step);
    if (!plan.records(asked)) return plan.signed(signature);
    recorded++;
    if (plan.keeps(signature, asked)) kept.push(step);
  });
  return { recorded, kept };
}

describe('recordingPlan', () => {
  it('records the first two of a signature, and what is asked for', () => {
    assert.deepEqual(follow(Array(20).fill('a') as string[], [9]), { recorded: 3, kept: [0, 1, 9] });
  });

  it('finds two signatures in turn', () => {
    const { kept } = follow(Array.from({ length: 12 }, (_, i) => 'ab'[i % 2]!));
    assert.deepEqual(
      [0, 1].map((parity) => kept.filter((step) => step % 2 === parity).length),
      [2, 2],
    );
  });

  it('searches longer for a signature that comes seldom, and stops when it was found twice', () => {
    const epochs = Array.from({ length: 400 }, (_, i) => (i % 20 === 19 ? 'last' : 'full'));
    const { recorded, kept } = follow(epochs);
    assert.equal(kept.filter((step) => step % 20 === 19).length, 2);
    assert.ok(recorded < 150, `${recorded} recorded`);
  });

  it('does not record every step of a program whose every step is another one', () => {
    const { recorded } = follow(Array.from({ length: 5000 }, (_, i) => `s${i}`));
    assert.ok(recorded < 1000, `${recorded} recorded`);
  });
});
