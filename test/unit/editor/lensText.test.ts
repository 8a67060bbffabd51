import assert from 'node:assert/strict';
import { browserLens, idleLens, runningLens, type Translate } from '../../../src/editor/lensText.js';
import type { Progress } from '../../../src/editor/progress.js';

const t: Translate = (message, ...args) => message.replace(/\{(\d)\}/g, (_, i: string) => String(args[Number(i)]));
const base: Progress = {
  run: '/r',
  state: 'running',
  file: '/a.js',
  line: 3,
  step: 371,
  total: 400,
  loss: 2.72,
  backend: 'wasm',
};
const titles = (progress: Progress) => runningLens(progress, t).map(({ title }) => title);

describe('lens text', () => {
  it('invites, and tells the last result', () => {
    assert.deepEqual(
      idleLens(null, t).map(({ title }) => title),
      ['$(play) Train here'],
    );
    const last = { steps: 400, loss: '2.7183', outcome: 'ended', endedAt: 0 } as const;
    assert.deepEqual(idleLens(last, t), [
      { title: '$(play) Train here', command: 'trainHere' },
      { title: 'last: 400 steps, loss 2.72', command: 'openInspector' },
    ]);
    assert.equal(idleLens({ ...last, loss: 'NaN' }, t)[1]?.title, 'last: 400 steps, loss NaN');
    assert.equal(idleLens({ ...last, steps: 1, loss: null }, t)[1]?.title, 'last: 1 step');
    assert.equal(idleLens({ ...last, outcome: 'failed' }, t)[1]?.title, 'last: failed after 400 steps, loss 2.72');
    assert.equal(idleLens({ ...last, outcome: 'stopped' }, t)[1]?.title, 'last: stopped after 400 steps, loss 2.72');
  });

  it('runs: step, loss, Pause, Stop, Open Inspector', () => {
    assert.deepEqual(
      titles(base).map((title) => title.replace(/\u2007+/, '')),
      ['$(pulse) Step 371 of 400', 'loss 2.72', 'Pause', 'Stop', 'Open Inspector'],
    );
    assert.deepEqual(
      runningLens(base, t).map(({ command }) => command),
      ['openInspector', 'openInspector', 'pause', 'stop', 'openInspector'],
    );
  });

  it('keeps its width over all steps and losses', () => {
    const width = (progress: Progress) => titles(progress).join('|').length;
    const expected = width(base);
    for (const step of [0, 1, 9, 10, 99, 100, 400]) {
      for (const loss of [null, 0, 1, 0.0821, -3.2e-10, 12345, -9.99e-12, 1.23e123, NaN, Infinity, -Infinity]) {
        assert.equal(width({ ...base, step, loss }), expected, `${step} ${String(loss)}`);
      }
    }
    assert.equal(width({ ...base, total: null, step: 7 }), width({ ...base, total: null, step: 99999 }));
  });

  it('paused: Resume and Step in place of Pause', () => {
    assert.deepEqual(
      runningLens({ ...base, state: 'paused' }, t).map(({ command }) => command),
      ['openInspector', 'openInspector', 'resume', 'step', 'stop', 'openInspector'],
    );
  });

  it('starting can be stopped; stopping offers no stop', () => {
    assert.ok(runningLens({ ...base, state: 'starting' }, t).some(({ command }) => command === 'stop'));
    assert.ok(!runningLens({ ...base, state: 'stopping' }, t).some(({ command }) => command === 'stop'));
  });

  it('names a browser program', () => {
    assert.deepEqual(browserLens(t), [{ title: '$(browser) browser program', command: 'browserProgram' }]);
  });
});
