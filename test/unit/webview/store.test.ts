import assert from 'node:assert/strict';
import type { FromWebview, ToWebview, TrainingSeries } from '../../../src/protocol/inspector.js';
import { createStore } from '../../../webview/store.js';
import { readViewState } from '../../../webview/state/persistence.js';
import { measureKey } from '../../../webview/state/state.js';
import { shownCurvatureDetail } from '../../../webview/state/selectors.js';
import { curvatureDetailOf } from '../../e2e/inspector/madeUpCurvature.js';
import { detailOf, madeUpRun, readingsOf } from '../../e2e/inspector/madeUpRun.js';

function inspector(messages: ToWebview[] = madeUpRun({ steps: 100, state: 'running' })) {
  const posted: FromWebview[] = [];
  const saved: unknown[] = [];
  const store = createStore(
    { post: (message) => posted.push(message), save: (view) => saved.push(view), place: 'editor' },
    readViewState(null),
  );
  store.receive(messages);
  const seeks = () => posted.filter((message) => message.type === 'seek');
  return { store, posted, saved, seeks };
}

const growTo = (steps: number) => madeUpRun({ steps, state: 'running' });

describe('the store of the inspector', () => {
  it('follows the newest step', () => {
    const { store } = inspector();
    assert.equal(store.state.selection.step, 100);
    store.receive(growTo(120));
    assert.deepEqual([store.state.selection.step, store.state.selection.follow], [120, true]);
  });

  it('stays where the user went, and follows again when asked', () => {
    const { store, seeks } = inspector();
    store.seek(40);
    store.receive(growTo(120));
    assert.deepEqual([store.state.selection.step, store.state.selection.follow], [40, false]);
    store.followNewest();
    assert.deepEqual([store.state.selection.step, store.state.selection.follow], [120, true]);
    assert.deepEqual(seeks(), [
      { type: 'seek', training: 0, step: 40, follow: false },
      { type: 'seek', training: 0, step: 120, follow: true },
    ]);
  });

  it('follows again from the newest step on', () => {
    const { store } = inspector();
    store.seek(40);
    store.seek(1000);
    assert.deepEqual([store.state.selection.step, store.state.selection.follow], [100, true]);
  });

  it('never leaves the record', () => {
    const { store } = inspector();
    store.seek(-3);
    assert.equal(store.state.selection.step, 1);
    store.setCursor(1e9);
    assert.equal(store.state.selection.cursor, 100);
  });

  it('closes the opened row, then the cursor, then nothing', () => {
    const { store } = inspector();
    store.setCursor(7);
    store.openVariable(2);
    assert.equal(store.closeInnermost(), true);
    assert.deepEqual([store.state.selection.openVariable, store.state.selection.cursor], [null, 7]);
    assert.equal(store.closeInnermost(), true);
    assert.equal(store.state.selection.cursor, null);
    assert.equal(store.closeInnermost(), false);
  });

  it('asks for readings one at a time, and then only for the newest', () => {
    const { store, posted } = inspector();
    for (const step of [10, 20, 30]) store.seek(step);
    const asked = () => posted.filter((message) => message.type === 'readings');
    assert.deepEqual(
      asked().map(({ step }) => step),
      [100],
    );
    store.receive([{ type: 'readings', request: asked()[0]!.request, readings: readingsOf(0, 100) }]);
    assert.deepEqual(
      asked().map(({ step }) => step),
      [100, 30],
    );
    store.receive([{ type: 'readings', request: asked()[1]!.request, readings: readingsOf(0, 30) }]);
    assert.equal(store.state.readings.get('0:30')?.loss, readingsOf(0, 30).loss);
    assert.equal(asked().length, 2);
  });

  it('keeps why the details of a variable were refused, and does not ask again', () => {
    const { store, posted } = inspector();
    store.openVariable(1);
    const asked = posted.filter((message) => message.type === 'detail');
    store.receive([{ type: 'refused', request: asked[0]!.request, code: 'thinned', message: 'thinned by the budget' }]);
    assert.equal(store.state.refusals.get('0/1')?.message, 'thinned by the budget');
    store.setCursor(3);
    assert.equal(posted.filter((message) => message.type === 'detail').length, 1);
  });

  it('takes the details it asked for', () => {
    const { store } = inspector();
    store.openVariable(1);
    store.receive([{ type: 'detail', request: 1, detail: detailOf(0, 1, 100) }]);
    assert.equal(store.state.details.get('0/1')?.steps.length, 100);
  });

  it('asks for everything again where a part of a series does not join on', () => {
    const { store, posted } = inspector();
    const series = (growTo(300)[2] as { series: TrainingSeries }).series;
    store.receive([{ type: 'series', series: { ...series, firstBucket: 200 } }]);
    assert.deepEqual(posted.filter(({ type }) => type === 'ready').length, 1);
    assert.equal(store.state.series.get(0)?.steps, 100);
  });

  it('forgets everything of a run when another is shown', () => {
    const { store } = inspector();
    store.seek(40);
    store.openVariable(3);
    const other = madeUpRun({ steps: 5, state: 'running', patch: (run) => Object.assign(run, { id: 'other' }) });
    store.receive(other);
    assert.deepEqual(store.state.selection, { training: 0, step: 5, follow: true, cursor: null, openVariable: null });
    assert.equal(store.state.series.get(0)?.steps, 5);
    assert.equal(store.state.readings.size, 0);
  });

  describe('with several trainings', () => {
    const two = (patch: (messages: ToWebview[]) => void) => {
      const messages = madeUpRun({ steps: 20, state: 'running', trainings: 2 });
      patch(messages);
      return messages;
    };
    const seriesAt = (messages: ToWebview[], at: number) => (messages[at] as { series: TrainingSeries }).series;

    it('goes over to the one that follows', () => {
      const messages = two((all) => {
        seriesAt(all, 3).time = seriesAt(all, 3).time.map((time) => time + 1e6);
      });
      const { store } = inspector(messages.slice(0, 3));
      const { status } = messages[1] as Extract<ToWebview, { type: 'status' }>;
      store.receive([{ type: 'status', status: { ...status, training: 1 } }, messages[3]!]);
      assert.equal(store.state.selection.training, 1);
    });

    it('stays with the one shown where they take turns', () => {
      const { store } = inspector(two(() => undefined));
      const { status } = two(() => undefined)[1] as Extract<ToWebview, { type: 'status' }>;
      store.receive([{ type: 'status', status: { ...status, training: 1 } }]);
      assert.equal(store.state.selection.training, 0);
    });

    it('shows the one on the line that was asked for first', () => {
      const { store } = inspector(
        two(([run]) => Object.assign((run as { run: { program: object } }).run.program, { line: 39 })),
      );
      assert.equal(store.state.selection.training, 1);
    });
  });

  it('goes where the host asks', () => {
    const { store } = inspector(madeUpRun({ steps: 100, state: 'running', trainings: 2 }));
    store.receive([{ type: 'show', training: 1, step: 33, variable: 4 }]);
    assert.deepEqual(store.state.selection, { training: 1, step: 33, follow: false, cursor: null, openVariable: 4 });
  });

  it('remembers sections and options, and reads back only what it knows', () => {
    const { store, saved } = inspector();
    store.setSectionOpen('loss', false);
    store.setOption('loss.log', true);
    const { sections, options } = saved.at(-1) as { sections: object; options: object };
    assert.deepEqual({ sections, options }, { sections: { loss: false }, options: { 'loss.log': true } });
    assert.equal(store.option('loss.log', false), true);
    assert.equal(store.option('loss.log', 'text'), 'text');
    const kept = { sections: { loss: false, strange: true, findings: 'yes' }, options: { a: 1, b: { c: 2 } } };
    assert.deepEqual(readViewState(kept), { sections: { loss: false }, options: { a: 1 }, standing: null });
    for (const nothing of [null, undefined, 3, 'x', []])
      assert.deepEqual(readViewState(nothing), { sections: {}, options: {}, standing: null });
  });

  it('comes back to where the user stood in the run, and tells the host', () => {
    const { store, saved } = inspector();
    store.seek(40);
    store.openVariable(2);
    const posted: FromWebview[] = [];
    const again = createStore(
      { post: (message) => posted.push(message), save: () => undefined, place: 'editor' },
      readViewState(structuredClone(saved.at(-1))),
    );
    again.receive(growTo(120));
    assert.deepEqual(again.state.selection, { training: 0, step: 40, follow: false, cursor: null, openVariable: 2 });
    assert.deepEqual(
      posted.filter(({ type }) => type === 'seek'),
      [{ type: 'seek', training: 0, step: 40, follow: false }],
    );
    again.receive(madeUpRun({ steps: 9, state: 'running', patch: (run) => Object.assign(run, { id: 'other' }) }));
    assert.deepEqual([again.state.selection.step, again.state.selection.follow], [9, true]);
  });

  it('does not write down every step while it follows', () => {
    const { store, saved } = inspector();
    const count = saved.length;
    for (let steps = 101; steps < 110; steps++) store.receive(growTo(steps));
    store.setCursor(3);
    assert.equal(saved.length, count);
  });

  it('tells subscribers the state before and after, until they stop', () => {
    const { store } = inspector();
    const seen: [number, number][] = [];
    const stop = store.subscribe((state, before) => seen.push([before.selection.step, state.selection.step]));
    store.seek(10);
    stop();
    store.seek(20);
    assert.deepEqual(seen, [[100, 10]]);
  });

  describe('with curvature', () => {
    const curved = () => madeUpRun({ steps: 400, state: 'running', curvature: 'full' });
    const asked = (posted: FromWebview[]) => posted.filter((message) => message.type === 'curvatureDetail');

    it('asks for the newest step, up to the one shown, at which a spectrum or an anchor was measured', () => {
      const { store, posted } = inspector(curved());
      store.receive([
        { type: 'curvatureDetail', request: asked(posted)[0]!.request, detail: curvatureDetailOf('full', 400) },
      ]);
      store.seek(241);
      assert.deepEqual(
        asked(posted).map(({ step }) => step),
        [400, 240],
      );
      store.receive([
        { type: 'curvatureDetail', request: asked(posted)[1]!.request, detail: curvatureDetailOf('full', 240) },
      ]);
      store.seek(250);
      assert.equal(asked(posted).length, 2, 'what is known is not asked for again');
    });

    it('measures once at a time, and waits as long as the host is at work', () => {
      const { store, posted } = inspector(curved());
      const measures = () => posted.filter((message) => message.type === 'measure');
      store.measure('verify', null);
      store.measure('verify', null);
      store.measure('spectrum', null);
      assert.deepEqual(
        measures().map(({ what, step }) => [what, step]),
        [
          ['verify', null],
          ['spectrum', null],
        ],
      );
      const [verify, spectrum] = measures();
      const key = measureKey(0, 'verify');
      store.receive([{ type: 'measuring', request: verify!.request, training: 0, what: 'verify' }]);
      assert.equal(store.state.measuring.get(key)?.step, null);
      const detail = curvatureDetailOf('full', 400, true);
      store.receive([{ type: 'measured', request: verify!.request, what: 'verify', detail }]);
      assert.equal(store.state.measuring.get(key)?.step, 400);
      assert.equal(shownCurvatureDetail(store.state)?.verify?.payload.quantities.length, 5);
      const message = 'The program has ended.';
      store.receive([{ type: 'refused', request: spectrum!.request, code: 'ended', message }]);
      assert.equal(store.state.refusals.get(measureKey(0, 'spectrum'))?.message, message);
      store.measure('spectrum', null);
      assert.equal(measures().length, 3, 'may be asked again');
      assert.equal(store.state.refusals.has(measureKey(0, 'spectrum')), false);
      store.receive(madeUpRun({ steps: 10, state: 'ended', trainings: 2 }));
    });

    it('forgets it with the run', () => {
      const { store } = inspector(curved());
      store.receive(madeUpRun({ steps: 10, state: 'ended', trainings: 2 }));
      assert.equal(store.state.curvature.size, 0);
    });
  });
});
