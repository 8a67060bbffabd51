import assert from 'node:assert/strict';
import fc from 'fast-check';
import { callKey, keepCalls, shiftLine, type LineChange } from '../../../src/editor/scans.js';
import type { TrainingCall } from '../../../src/editor/trainingWords.js';

const call = (callee: string, line: number): TrainingCall => ({ callee, line, lensLine: line, position: line * 100 });

describe('lines under edits', () => {
  const cases: [what: string, line: number, change: LineChange, expected: number][] = [
    ['an edit below', 5, { start: 9, column: 0, end: 9, added: 3 }, 5],
    ['a new line above', 5, { start: 1, column: 4, end: 1, added: 1 }, 6],
    ['a new line before its code', 5, { start: 4, column: 0, end: 4, added: 1 }, 6],
    ['a new line in its code', 5, { start: 4, column: 8, end: 4, added: 1 }, 5],
    ['two lines above removed', 5, { start: 1, column: 0, end: 3, added: -2 }, 3],
    ['the line joined to the one above', 5, { start: 3, column: 9, end: 4, added: -1 }, 4],
    ['a change in the line', 5, { start: 4, column: 2, end: 4, added: 0 }, 5],
  ];
  for (const [what, line, change, expected] of cases) {
    it(`follow ${what}`, () => assert.equal(shiftLine(line, change), expected));
  }

  it('follow a marked line through any insertion of lines', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(5), (index, at, count) => {
        const lines = Array.from({ length: 21 }, (_, i): string => (i === index ? 'mark' : 'line'));
        lines.splice(at, 0, ...Array.from({ length: count }, () => 'new'));
        return lines.indexOf('mark') + 1 === shiftLine(index + 1, { start: at, column: 0, end: at, added: count });
      }),
    );
  });
});

describe('calls of a broken file', () => {
  it('keeps what the parser lost while its line still names it', () => {
    const before = [call('fit', 2), call('minimize', 3)];
    const lines = ['', 'model.fit(x', 'nothing here'];
    assert.deepEqual(
      keepCalls(before, [], lines).map(({ callee }) => callee),
      ['fit'],
    );
  });

  it('does not double what the parser found', () => {
    assert.equal(keepCalls([call('fit', 1)], [call('fit', 1)], ['model.fit(x)']).length, 1);
  });
});

describe('the key of a call', () => {
  it('counts its kind alone', () => {
    const calls = [call('fit', 1), call('minimize', 2), call('fit', 3)];
    assert.deepEqual(
      calls.map((each) => callKey(calls, each)),
      ['fit#0', 'minimize#0', 'fit#1'],
    );
  });
});
