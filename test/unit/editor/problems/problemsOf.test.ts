import assert from 'node:assert/strict';
import { problemsOf } from '../../../../src/editor/problems/problemsOf.js';
import type { FindingsShown } from '../../../../src/editor/problems/shownFindings.js';
import type { ShownFinding } from '../../../../src/protocol/inspector.js';

const PROGRAM = '/w/train.js';
const HELPER = '/elsewhere/loss.js';
const TEXTS: Record<string, string> = {
  [PROGRAM]: 'import x;\n  const a = 1;  \nfit(a);',
  [HELPER]: 'export const f = 1;\n\tlog(0);',
};

const finding = (patch: Partial<ShownFinding>): ShownFinding => ({
  ...{ id: 0, rule: 'loss-diverges', family: 'unstable-step', severity: 'error', training: 0, step: 3, count: 1 },
  ...{ layer: null, variable: null, file: PROGRAM, line: 2, message: 'm', evidence: {}, advice: 'a' },
  ...{ consequences: [], causedBy: null, followed: [] },
  ...patch,
});
const shown = (...findings: ShownFinding[]): FindingsShown => ({
  ...{ id: 'run', program: PROGRAM, findings },
  sources: Object.entries(TEXTS).map(([file, text]) => ({ file, sha256: '', text })),
});
const now = (changed: Record<string, string | null> = {}) => {
  const texts: Record<string, string | null> = { ...TEXTS, ...changed };
  return (file: string) => texts[file]?.split('\n') ?? null;
};
const places = (found: FindingsShown, changed?: Record<string, string | null>) =>
  problemsOf(found, now(changed)).map(({ file, range: { line, start, end } }) => `${file}:${line}:${start}-${end}`);

describe('the problems of a run', () => {
  it('cover the code of their line, in files of the workspace and outside of it', () => {
    const all = shown(finding({}), finding({ id: 1, file: HELPER, line: 2 }));
    assert.deepEqual(places(all), [`${PROGRAM}:1:2-14`, `${HELPER}:1:1-8`]);
  });

  it('stand at the start of the file without a line, of the program without a file or where that is none', () => {
    const all = [
      finding({ file: HELPER, line: null }),
      finding({ file: null, line: null }),
      finding({ file: 'evalmachine.<anonymous>', line: 7 }),
    ];
    assert.deepEqual(places(shown(...all)), [`${HELPER}:0:0-0`, `${PROGRAM}:0:0-0`, `${PROGRAM}:0:0-0`]);
  });

  it('move with their line, and are dropped when it is changed or goes', () => {
    const one = shown(finding({}));
    assert.deepEqual(places(one, { [PROGRAM]: `// new\n${TEXTS[PROGRAM]!}` }), [`${PROGRAM}:2:2-14`]);
    assert.deepEqual(places(one, { [PROGRAM]: 'import x;\n      const a = 1;\nfit(a);' }), [`${PROGRAM}:1:6-18`]);
    assert.deepEqual(places(one, { [PROGRAM]: 'import x;\n  const a = 2;\nfit(a);' }), []);
    assert.deepEqual(places(one, { [PROGRAM]: 'import x;\nfit(a);' }), []);
    assert.deepEqual(places(one, { [PROGRAM]: null }), [], 'a program that was deleted');
  });

  it('trust the line of a file whose text was not kept, as far as the file goes', () => {
    const { sources, ...rest } = shown(finding({}), finding({ line: 9 }));
    assert.equal(sources.length, 2);
    assert.deepEqual(places({ ...rest, sources: [] }), [`${PROGRAM}:1:2-14`]);
  });

  it('name what followed where it stands now', () => {
    const followed = [
      { rule: 'x', severity: 'warning', message: 'dead', file: PROGRAM, line: 3, step: 9 } as const,
      { rule: 'y', severity: 'error', message: 'nowhere', file: null, line: null, step: 9 } as const,
    ];
    const [problem] = problemsOf(shown(finding({ followed })), now({ [PROGRAM]: `\n${TEXTS[PROGRAM]!}` }));
    assert.deepEqual(problem!.related, [{ file: PROGRAM, line: 3, message: 'dead (step 9)' }]);
  });
});
