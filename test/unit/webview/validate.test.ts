import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ToWebview } from '../../../src/protocol/inspector.js';
import { parsePost } from '../../../webview/bridge/validate.js';
import { curvatureDetailOf } from '../../e2e/inspector/madeUpCurvature.js';
import { madeUpFindings } from '../../e2e/inspector/madeUpFindings.js';
import { detailOf, madeUpRun, readingsOf } from '../../e2e/inspector/madeUpRun.js';

const all: ToWebview[] = [
  ...madeUpRun({
    steps: 12,
    state: 'paused',
    curvature: 'full',
    patch: (run) => void (run.findings = madeUpFindings()),
  }),
  { type: 'empty' },
  { type: 'readings', request: 1, readings: readingsOf(0, 3) },
  { type: 'detail', request: 2, detail: detailOf(0, 1, 12) },
  { type: 'curvatureDetail', request: 4, detail: curvatureDetailOf('small', 12) },
  { type: 'measuring', request: 5, training: 0, what: 'verify' },
  { type: 'measured', request: 5, what: 'verify', detail: curvatureDetailOf('small', 12, true) },
  { type: 'refused', request: 3, code: 'thinned', message: 'thinned' },
  { type: 'sources', sources: [{ file: 'a.js', sha256: '', text: '' }] },
  { type: 'show', training: 0, step: 3, variable: null },
];

describe('messages from the host', () => {
  it('are taken whole', () => assert.deepEqual(parsePost({ messages: all }), { messages: all, dropped: [] }));

  it('are left out one by one where a property is missing or of another type', () => {
    for (const message of all)
      for (const [path, broken] of breakages(message))
        assert.deepEqual(parsePost({ messages: [broken] }).messages, [], `${message.type} without ${path}`);
  });

  it('leave the others standing', () => {
    const { messages, dropped } = parsePost({ messages: [{ type: 'series' }, 3, all[1], { type: 'constructor' }] });
    assert.deepEqual(messages, [all[1]]);
    assert.deepEqual(dropped, ['series', 'number', 'constructor']);
  });

  it('never throw, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything({ withTypedArray: true, withNullPrototype: true }), (value) => {
        assert.ok(Array.isArray(parsePost(value).messages));
        assert.ok(Array.isArray(parsePost({ messages: [value] }).messages));
      }),
      { seed: 7 },
    );
  });

  it('are refused where columns are not as long as they say', () => {
    const [, , series] = all as [ToWebview, ToWebview, Extract<ToWebview, { type: 'series' }>];
    const torn = (patch: object) =>
      parsePost({ messages: [{ type: 'series', series: { ...series.series, ...patch } }] });
    assert.equal(torn({}).messages.length, 1);
    assert.equal(torn({ lossLast: new Float64Array(3) }).messages.length, 0);
    assert.equal(torn({ gradientMark: new Uint8Array(7) }).messages.length, 0);
    assert.equal(torn({ ranges: { norm: { low: 1, high: 1 }, ratio: { low: -6, high: 0 } } }).messages.length, 0);
    assert.equal(torn({ gradientMark: series.series.gradientMark.map(() => 9) }).messages.length, 0);
    assert.equal(torn({ buckets: 0 }).messages.length, 0);
    assert.equal(torn({ size: 0 }).messages.length, 0);
  });
});

/** Properties that the page can do without: what it shows does not hang on them. */
const UNNEEDED = new Set(['script', 'args', 'cwd', 'family', 'evidence', 'count', 'from', 'request', 'hessian']);

/** Copies of a message in each of which one property, at any depth but inside numbers, is gone. */
function* breakages(value: object, path = ''): Generator<[string, object]> {
  for (const [name, inner] of Object.entries(value)) {
    const here = path ? `${path}.${name}` : name;
    const without = Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
    if (!Array.isArray(value) && !UNNEEDED.has(name) && !/\.(config|evidence)\./.test(here)) yield [here, without];
    if (typeof inner !== 'object' || inner === null || ArrayBuffer.isView(inner)) continue;
    for (const [deep, broken] of breakages(inner, here))
      yield [
        deep,
        Array.isArray(value)
          ? value.map((item: unknown) => (item === inner ? broken : item))
          : { ...value, [name]: Array.isArray(inner) ? Object.values(broken) : broken },
      ];
  }
}
