import assert from 'node:assert/strict';
import { createThrottle } from '../../../src/editor/throttle.js';
import { fakeClock } from '../fakeClock.js';

describe('the throttle', () => {
  it('calls at most once an interval, and after the last request', () => {
    const clock = fakeClock();
    const calls: number[] = [];
    const throttle = createThrottle(1000, () => calls.push(clock.now()), clock);
    for (let time = 0; time < 10_000; time += 37) {
      clock.advanceTo(time);
      throttle.request();
    }
    clock.advanceTo(20_000);
    assert.equal(calls[0], 0);
    for (let i = 1; i < calls.length; i++) assert.ok(calls[i]! - calls[i - 1]! >= 1000);
    assert.ok(calls.at(-1)! >= 9990 && calls.length >= 10);
  });

  it('is silent once disposed', () => {
    const clock = fakeClock();
    let calls = 0;
    const throttle = createThrottle(1000, () => calls++, clock);
    throttle.request();
    throttle.dispose();
    clock.advanceTo(5000);
    assert.equal(calls, 0);
  });
});
