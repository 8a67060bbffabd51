import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseFromWebview } from '../../../src/inspector/guards.js';
import { INSPECTOR_ACTIONS, type FromWebview } from '../../../src/protocol/inspector.js';

const WHOLE: FromWebview[] = [
  { type: 'ready' },
  { type: 'seek', training: 0, step: 12, follow: false },
  { type: 'readings', request: 1, training: 0, step: 3 },
  { type: 'detail', request: 2, training: 0, variable: 4 },
  ...INSPECTOR_ACTIONS.map((action) => ({ type: 'action', action }) as const),
  { type: 'pauseWhen', condition: null },
  { type: 'pauseWhen', condition: 'loss is NaN' },
  { type: 'openLine', file: '/a.js', line: 1 },
  { type: 'glossary', term: 'update-ratio' },
  { type: 'rule', rule: 'not-finite' },
];

const MALFORMED: unknown[] = [
  null,
  undefined,
  42,
  'ready',
  [],
  {},
  { type: 'unknown' },
  { type: 'toString' },
  { type: '__proto__' },
  { type: 'constructor' },
  { type: ['ready'] },
  { type: 'seek' },
  { type: 'seek', training: '0', step: 1, follow: true },
  { type: 'seek', training: 0, step: -1, follow: true },
  { type: 'seek', training: 0, step: 1.5, follow: true },
  { type: 'seek', training: 0, step: NaN, follow: true },
  { type: 'seek', training: 0, step: 1, follow: 'yes' },
  { type: 'readings', request: 1, training: 0 },
  { type: 'readings', request: null, training: 0, step: 1 },
  { type: 'detail', request: 1, training: 0, variable: Infinity },
  { type: 'action', action: 'rm -rf' },
  { type: 'action', action: 'toString' },
  { type: 'action' },
  { type: 'pauseWhen' },
  { type: 'pauseWhen', condition: 3 },
  { type: 'pauseWhen', condition: '' },
  { type: 'pauseWhen', condition: 'x'.repeat(5000) },
  { type: 'openLine', file: '/a.js', line: 0 },
  { type: 'openLine', file: '', line: 1 },
  { type: 'openLine', file: { path: '/a.js' }, line: 1 },
  { type: 'rule' },
  { type: 'rule', rule: 'not finite' },
  { type: 'glossary' },
  { type: 'glossary', term: '' },
  { type: 'glossary', term: '../../etc/passwd' },
];

describe('messages of the webview', () => {
  for (const message of WHOLE) {
    it(`takes ${JSON.stringify(message)}`, () => assert.deepEqual(parseFromWebview(message), message));
  }
  for (const message of MALFORMED) {
    it(`drops ${(JSON.stringify(message) ?? String(message)).slice(0, 60)}`, () =>
      assert.equal(parseFromWebview(message), null));
  }
  it('drops anything, and never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => parseFromWebview(value) === null));
  });
});
