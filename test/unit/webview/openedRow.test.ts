import assert from 'node:assert/strict';
import type { FromWebview, RunHead, ToWebview } from '../../../src/protocol/inspector.js';
import { createStore } from '../../../webview/store.js';

function run(steps: number): ToWebview {
  const training = {
    id: 0,
    file: null,
    line: null,
    callee: 'fit',
    optimizer: null,
    variables: [],
    terms: [],
    planned: { steps: null, epochs: null, stepsPerEpoch: null },
    steps,
  };
  return { type: 'run', run: { id: 'r', trainings: [training], findings: [], thinned: [] } as unknown as RunHead };
}

describe('histograms of the opened row', () => {
  const posts: FromWebview[] = [];
  const store = createStore(
    { post: (message) => void posts.push(message), save: () => undefined, place: 'editor' },
    { sections: {}, options: {}, standing: null },
  );
  const asked = () => posts.filter((post) => post.type === 'detail').length;
  const answer = () => {
    const last = posts.filter((post) => post.type === 'detail').at(-1)!;
    const none = new Uint32Array();
    const detail = { training: 0, variable: 0, steps: new Float64Array(), gradient: none, weight: none, update: none };
    store.receive([{ type: 'detail', request: last.request, detail }]);
  };
  const status = (live: boolean) =>
    ({ type: 'status', status: { live, training: 0, step: 1, phases: [] } }) as unknown as ToWebview;

  it('are asked for once, again when a twentieth more is recorded, and once more at the end', () => {
    store.receive([run(1000), status(true)]);
    store.openVariable(0);
    assert.equal(asked(), 1);
    answer();
    store.receive([run(1040)]);
    assert.equal(asked(), 1);
    store.receive([run(1060)]);
    assert.equal(asked(), 2);
    answer();
    store.receive([run(1062), status(false)]);
    assert.equal(asked(), 3);
    answer();
    store.setCursor(5);
    assert.equal(asked(), 3);
  });
});
