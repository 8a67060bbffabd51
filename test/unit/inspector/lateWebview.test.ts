import assert from 'node:assert/strict';
import { READY_WITHIN, watchLateWebview } from '../../../src/inspector/lateWebview.js';
import { fakeClock } from '../fakeClock.js';

function setUp() {
  const clock = fakeClock();
  const renewed: number[] = [];
  const late = watchLateWebview(() => renewed.push(clock.now()), clock);
  return { clock, renewed, late };
}

describe('a webview that does not load', () => {
  it('is asked for anew, once', () => {
    const { clock, renewed, late } = setUp();
    late.setVisible(true);
    clock.advanceTo(READY_WITHIN - 1);
    assert.deepEqual(renewed, []);
    clock.advanceTo(READY_WITHIN);
    assert.equal(renewed.length, 1);
    late.setVisible(false);
    late.setVisible(true);
    clock.advanceTo(5 * READY_WITHIN);
    assert.equal(renewed.length, 1);
  });

  it('is left alone once it has spoken', () => {
    const { clock, renewed, late } = setUp();
    late.setVisible(true);
    clock.advanceTo(READY_WITHIN - 1);
    late.ready();
    late.setVisible(true);
    clock.advanceTo(5 * READY_WITHIN);
    assert.deepEqual(renewed, []);
  });

  it('has time only while it is visible, and none after it is gone', () => {
    const { clock, renewed, late } = setUp();
    late.setVisible(false);
    clock.advanceTo(3 * READY_WITHIN);
    late.setVisible(true);
    late.dispose();
    late.setVisible(true);
    clock.advanceTo(6 * READY_WITHIN);
    assert.deepEqual(renewed, []);
  });
});
