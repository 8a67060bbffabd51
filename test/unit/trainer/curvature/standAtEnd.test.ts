import assert from 'node:assert/strict';
import { patienceAtEnd, standAtEnd } from '../../../../src/trainer/curvature/standAtEnd.js';

/** A thread that is done, or has its first bracket, after so many milliseconds; how long the program stood, and whether it hurried. */
function stand(
  { done = Infinity, bracket = Infinity, stopped = false },
  patience: Pick<ReturnType<typeof patienceAtEnd>, 'whole' | 'bracket'>,
) {
  let time = 0;
  let hurried = false;
  const at = { ended: done, bracket };
  standAtEnd(
    {
      waitFor(what, milliseconds) {
        const holds = at[what] <= time + milliseconds;
        time = holds ? Math.max(time, at[what]) : time + milliseconds;
        return holds;
      },
      isStopped: () => stopped,
      hasBracket: () => bracket <= time,
      hurry: () => void (hurried = true),
    },
    patience.whole,
    patience.bracket,
  );
  return { time, hurried };
}

describe('the end of a program', () => {
  const run = { ran: 10_000, budget: 0.2, asked: false, stopped: false };

  it('waits a second or the budget’s share of its time for what nobody asked for', () => {
    assert.equal(patienceAtEnd({ ...run, ran: 100 }).whole, 1000);
    assert.equal(patienceAtEnd(run).whole, 2000);
    const found = stand({ done: 700, bracket: 500 }, patienceAtEnd(run));
    assert.deepEqual(found, { time: 700, hurried: false });
  });

  it('waits four seconds more for its only bracket, and no longer, however long that takes', () => {
    assert.deepEqual(stand({ bracket: 3000 }, patienceAtEnd(run)), { time: 3200, hurried: true });
    assert.deepEqual(stand({}, patienceAtEnd(run)), { time: 2000 + 4000 + 200, hurried: true });
    assert.deepEqual(stand({ bracket: 10 }, patienceAtEnd(run)), { time: 2200, hurried: true });
  });

  it('waits ten minutes at most for what was asked for, and never longer for steps in a queue than unasked', () => {
    const asked = patienceAtEnd({ ...run, asked: true });
    assert.equal(asked.queued, patienceAtEnd(run).queued);
    assert.deepEqual(stand({ done: 100_000 }, asked), { time: 100_000, hurried: false });
    assert.deepEqual(stand({}, asked), { time: 600_000 + 2000 + 200, hurried: true });
  });

  it('waits half a second where a user asked it to end', () => {
    const stopped = patienceAtEnd({ ...run, asked: true, stopped: true });
    assert.deepEqual(stand({ stopped: true }, stopped), { time: 700, hurried: true });
  });
});
