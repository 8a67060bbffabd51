import assert from 'node:assert/strict';
import { createLensRedraw } from '../../../src/editor/lensRedraw.js';
import { fakeClock } from '../fakeClock.js';

/** An editor that asks `delay` after it was told last, and forgets that it was told when it loses the focus. */
function editor(clock: ReturnType<typeof fakeClock>, delay: number, redraw: () => { asked(): void }) {
  let cancel: (() => void) | null = null;
  const state = { told: 0, asked: 0, tell, blur: () => cancel?.() };
  function tell() {
    state.told++;
    cancel?.();
    cancel = clock.after(delay, () => {
      state.asked++;
      redraw().asked();
    });
  }
  return state;
}

describe('the redraw of lenses', () => {
  const setUp = (delay: number) => {
    const clock = fakeClock();
    const go = (milliseconds: number) => clock.advanceTo(clock.now() + milliseconds);
    const window = editor(clock, delay, () => redraw);
    const redraw = createLensRedraw(1000, () => window.tell(), clock);
    return { go, window, redraw };
  };

  it('is asked for at most once an interval, and after the last change', () => {
    const { go, window, redraw } = setUp(300);
    for (let time = 0; time < 50; time++) {
      redraw.request();
      go(100);
    }
    assert.ok(window.asked >= 5 && window.asked <= 6, String(window.asked));
    go(5000);
    const { told } = window;
    go(200_000);
    assert.equal(window.told, told, 'nothing is told any more');
  });

  it('comes although the editor lost the focus between the news and the question', () => {
    const { go, window, redraw } = setUp(300);
    redraw.request();
    go(100);
    window.blur();
    go(1500);
    assert.equal(window.asked, 0, 'it has forgotten');
    go(1000);
    assert.equal(window.asked, 1);
    go(60_000);
    assert.equal(window.told, 2);
  });

  it('comes in an editor that asks only after seconds', () => {
    const { go, window, redraw } = setUp(7000);
    redraw.request();
    go(30_000);
    assert.equal(window.asked, 1, 'not kept from asking by being told again and again');
    redraw.request();
    go(30_000);
    assert.equal(window.asked, 2);
  });

  it('tells nothing once it is disposed of', () => {
    const { go, window, redraw } = setUp(300);
    redraw.request();
    redraw.dispose();
    go(10_000);
    assert.equal(window.told, 0);
  });
});
