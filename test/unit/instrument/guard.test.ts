import assert from 'node:assert/strict';
import { faultGuard } from '../../../src/instrument/guard.js';
import { ownTime } from '../../../src/instrument/ownTime.js';

describe('faultGuard', () => {
  it('reports the first fault, and from then on does nothing', () => {
    const reported: unknown[] = [];
    let calls = 0;
    const guard = faultGuard((error) => reported.push(error), ownTime());
    const count = guard((by: number) => (calls += by), -1);
    const fault = new Error('ours');
    const fail = guard(() => {
      throw fault;
    }, 'fallback');
    assert.equal(count(2), 2);
    assert.equal(fail(), 'fallback');
    assert.equal(count(2), -1);
    assert.equal(fail(), 'fallback');
    assert.equal(calls, 2);
    assert.deepEqual(reported, [fault]);
  });
});
