import assert from 'node:assert/strict';
import { faultGuard } from '../../../src/instrument/guard.js';
import { ownTime } from '../../../src/instrument/ownTime.js';

describe('ownTime', () => {
  let at = 0;
  const wait = (milliseconds: number) => (at += milliseconds);

  it('counts the outermost call once, what is under way too, and nothing of the program', () => {
    const time = ownTime(() => at);
    time.begin();
    wait(2);
    time.begin();
    wait(3);
    assert.equal(time.total(), 5);
    time.end();
    wait(1);
    time.end();
    wait(100);
    assert.equal(time.total(), 6);
  });

  it('counts guarded work, also where it fails', () => {
    const time = ownTime(() => at);
    const fail = faultGuard(() => undefined, time)(() => {
      wait(4);
      throw new Error('ours');
    }, undefined);
    fail();
    wait(100);
    assert.equal(time.total(), 4);
  });
});
