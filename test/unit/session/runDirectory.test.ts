import assert from 'node:assert/strict';
import { runId } from '../../../src/session/runDirectory.js';

describe('the id of a run', () => {
  it('sorts by the time of its start, also within a second', () => {
    const start = Date.UTC(2026, 10, 24, 4, 51, 7, 3);
    const ids = [0, 1, 9, 96, 997, 60_000].map((later) => runId(start + later));
    assert.deepEqual([...ids].sort(), ids);
    assert.match(ids[0]!, /^20261124-045107003-[0-9a-f]{6}$/);
  });

  it('differs for two that start at once', () => {
    assert.notEqual(runId(0), runId(0));
  });
});
