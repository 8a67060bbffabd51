import assert from 'node:assert/strict';
import { placeFindings } from '../../../../src/editor/findings/placedFindings.js';
import type { FindingsNow, RecordedFinding } from '../../../../src/protocol/findings.js';

const FILE = '/home/ada/train.js';
const THEN = ['const a = 1;', 'const rate = 30;', 'train(rate);'].join('\n');

const finding = (rest: Partial<RecordedFinding>): RecordedFinding => ({
  ...{ id: 0, rule: 'loss-diverges', family: 'unstable-step', severity: 'error', layer: null, variable: null },
  ...{ file: FILE, line: 2, message: 'm', evidence: {}, advice: 'a', consequences: [], causedBy: null, count: 1 },
  ...{ training: 0, step: 4, ...rest },
});
const now = (...findings: RecordedFinding[]): FindingsNow => ({
  run: 'r',
  program: { file: FILE, line: 3, lineFile: null, script: null, args: [], cwd: '/home/ada' },
  findings,
  sources: [{ file: FILE, sha256: '', text: THEN }],
});
const lines = (text: string | null, ...findings: RecordedFinding[]) =>
  placeFindings(now(...findings), () => text).map(({ line }) => line);

describe('findings in the files as they are now', () => {
  it('stand on their line, from 0', () => assert.deepEqual(lines(THEN, finding({})), [1]));

  it('move with edits elsewhere, and are dropped where their line changed or the file is gone', () => {
    assert.deepEqual(lines(`// new\n${THEN}`, finding({})), [2]);
    assert.deepEqual(lines(THEN.replace('30', '3'), finding({})), []);
    assert.deepEqual(lines(THEN.replace('const rate = 30;\n', ''), finding({})), []);
    assert.deepEqual(lines(null, finding({})), []);
  });

  it('stand over the whole file where there is no line, and on the program where there is no file', () => {
    assert.deepEqual(lines(THEN, finding({ line: null })), [null]);
    const [placed] = placeFindings(now(finding({ file: null, line: null })), () => THEN);
    assert.deepEqual([placed!.file, placed!.line], [FILE, null]);
  });

  it('of a file whose text was not kept stand on the line that ran', () => {
    const [placed] = placeFindings({ ...now(finding({ file: '/elsewhere/helper.js', line: 9 })) }, () => '');
    assert.deepEqual([placed!.file, placed!.line], ['/elsewhere/helper.js', 8]);
  });

  it('have what follows from them beside them, and not for itself', () => {
    const effect = finding({ id: 1, causedBy: 0, line: 3, step: 9, message: 'dead' });
    const placed = placeFindings(now(finding({}), effect), () => THEN);
    assert.equal(placed.length, 1);
    assert.deepEqual(placed[0]!.consequences, [{ message: 'dead', step: 9, file: FILE, line: 2 }]);
    // Its own line is gone: then it is told where its cause stands.
    const [gone] = placeFindings(now(finding({}), effect), () => THEN.replace('train(rate);', ''));
    assert.equal(gone!.consequences[0]!.line, 1);
  });
});
