import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PAUSE, paceWords } from '../../../webview/frame/pacedWords.js';
import { fakeClock } from '../fakeClock.js';

describe('the pace of announcements', () => {
  function paced() {
    const clock = fakeClock();
    const said: { at: number; words: string }[] = [];
    return { clock, said, words: paceWords((words) => said.push({ at: clock.now(), words }), clock) };
  }

  it('says the first at once, and of those that follow quickly the newest, after the pause', () => {
    const { clock, said, words } = paced();
    words.tell('Running');
    clock.advanceTo(100);
    words.tell('Paused');
    clock.advanceTo(200);
    words.tell('Running, step 5');
    clock.advanceTo(PAUSE - 1);
    assert.deepEqual(said, [{ at: 0, words: 'Running' }]);
    clock.advanceTo(PAUSE);
    assert.deepEqual(said.slice(1), [{ at: PAUSE, words: 'Running, step 5' }]);
  });

  it('says a failure at once, and nothing older after it', () => {
    const { clock, said, words } = paced();
    words.tell('Running');
    clock.advanceTo(10);
    words.tell('Paused');
    words.tell('Ended with an error', true);
    clock.advanceTo(10 * PAUSE);
    assert.deepEqual(
      said.map((each) => each.words),
      ['Running', 'Ended with an error'],
    );
  });

  it('leaves the pause between any two, whatever comes, and always says the last', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(PAUSE), { minLength: 1, maxLength: 60 }), (waits) => {
        const { clock, said, words } = paced();
        waits.forEach((wait, i) => {
          clock.advanceTo(clock.now() + wait);
          words.tell(String(i));
        });
        clock.advanceTo(clock.now() + PAUSE);
        for (let i = 1; i < said.length; i++) assert.ok(said[i]!.at - said[i - 1]!.at >= PAUSE);
        assert.equal(said.at(-1)!.words, String(waits.length - 1));
      }),
      { seed: 1 },
    );
  });

  it('is silent after it is disposed of', () => {
    const { clock, said, words } = paced();
    words.tell('Running');
    words.tell('Paused');
    words.dispose();
    clock.advanceTo(10 * PAUSE);
    assert.equal(said.length, 1);
  });
});
