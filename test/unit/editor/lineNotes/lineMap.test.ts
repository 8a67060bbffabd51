import assert from 'node:assert/strict';
import { mapLines } from '../../../../src/editor/lineNotes/lineMap.js';

const ran = ['a = 1', 'b = 2', '', 'c = 3', 'd = 4', '', 'e = 5'];
/** Where each line of `ran` stands now, by number from 1; changed ones with a star. */
function places(now: readonly string[]): (string | null)[] {
  const map = mapLines(ran, now);
  return ran.map((_, i) => {
    const at = map.lineNow(i + 1);
    return at === null ? null : `${at}${map.isChanged(i + 1) ? '*' : ''}`;
  });
}

describe('lines of a run in the text of now', () => {
  it('stay where nothing was edited', () => {
    assert.deepEqual(places(ran), ['1', '2', '3', '4', '5', '6', '7']);
  });

  it('move with lines that were added above, also in several places', () => {
    assert.deepEqual(places(['new', ...ran]), ['2', '3', '4', '5', '6', '7', '8']);
    const twice = ['new', ...ran.slice(0, 3), 'x', 'y', ...ran.slice(3)];
    assert.deepEqual(places(twice), ['2', '3', '4', '7', '8', '9', '10']);
  });

  it('are gone with lines that were deleted, and the others move up', () => {
    assert.deepEqual(places(ran.filter((_, i) => i !== 1)), ['1', null, '2', '3', '4', '5', '6']);
  });

  it('stay, as changed, where their text was edited; white space at the ends is none', () => {
    assert.deepEqual(places(ran.with(3, 'c = 30')), ['1', '2', '3', '4*', '5', '6', '7']);
    assert.deepEqual(places(ran.with(3, '  c = 3 ')), ['1', '2', '3', '4', '5', '6', '7']);
    assert.deepEqual(places(['new', ...ran.with(3, 'c = 30').with(4, 'd = 40')]).slice(3, 5), ['5*', '6*']);
  });

  it('are found again after what was deleted comes back', () => {
    const map = mapLines(ran, [...ran]);
    assert.equal(map.lineNow(2), 2);
    assert.equal(map.lineThen(2), 2);
    assert.equal(mapLines(ran, ['new', ...ran]).lineThen(1), null);
  });

  it('are told apart where the same line occurs often', () => {
    const many = ['begin', '}', '}', 'middle', '}', '}', 'end'];
    const map = mapLines(many, ['}', 'begin', '}', '}', 'middle', '}', 'end']);
    assert.deepEqual(
      [1, 4, 7].map((line) => map.lineNow(line)),
      [2, 5, 7],
    );
  });

  it('holds the extension host for less than 20 ms for a file of 20,000 lines with edits at both ends', () => {
    const long = Array.from({ length: 20_000 }, (_, i) => (i % 3 === 0 ? '' : `line ${i}`));
    const now = ['new', ...long.with(9999, 'changed').toSpliced(15_001, 3), 'new'];
    const before = process.cpuUsage();
    const map = mapLines(long, now);
    const { user } = process.cpuUsage(before);
    assert.deepEqual(
      [1, 9999, 10_000, 15_001, 15_002, 15_004, 15_005, 20_000].map((line) => map.lineNow(line)),
      [2, 10_000, 10_001, 15_002, null, null, 15_003, 19_998],
    );
    assert.ok(map.isChanged(10_000) && !map.isChanged(15_005));
    assert.ok(user < 20_000, `${user} µs`);
  });

  it('are found in a long file that was changed everywhere', () => {
    const long = Array.from({ length: 2000 }, (_, i) => `line ${i}`);
    const now = long.flatMap((line, i) =>
      i % 3 === 0 ? [`  ${line} changed`] : i % 100 === 1 ? ['new', line] : [line],
    );
    const map = mapLines(long, now);
    long.forEach((line, i) => i % 3 > 0 && assert.equal(now[map.lineNow(i + 1)! - 1], line));
  });
});
