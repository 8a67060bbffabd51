import assert from 'node:assert/strict';
import type { RunHead, TrainingHead } from '../../../src/protocol/inspector.js';
import { themeFor } from '../../../webview/html/pageTheme.js';
import type { LinesSeries } from '../../../src/protocol/lines.js';
import { lineNotes, normsOfVariables, normsOnLines } from '../../../webview/html/sourceNotes.js';
import { fileName, placeOf, seconds, speed, trainingNames } from '../../../webview/head/words.js';
import { layoutFor } from '../../../webview/layout/layout.js';
import { stepAfterKey } from '../../../webview/frame/stepKeys.js';
import { madeUpRun } from '../../e2e/inspector/madeUpRun.js';

const run = (trainings: number): RunHead =>
  (madeUpRun({ steps: 3, state: 'running', trainings })[0] as { run: RunHead }).run;

describe('words of the head', () => {
  it('name trainings, and tell those that sound alike apart', () => {
    assert.deepEqual(trainingNames(run(1).trainings, false), ['minimize, SGD']);
    assert.deepEqual(trainingNames(run(2).trainings, false), ['minimize, SGD, line 34', 'minimize, SGD, line 39']);
    assert.deepEqual(trainingNames(run(2).trainings, true), ['minimize:34', 'minimize:39']);
    const sameLine = run(2).trainings.map((training): TrainingHead => ({ ...training, line: 34 }));
    assert.deepEqual(trainingNames(sameLine, false), ['minimize, SGD, 1', 'minimize, SGD, 2']);
  });

  it('take file names from paths of both kinds', () => {
    assert.equal(fileName('/home/ada/digits.js'), 'digits.js');
    assert.equal(fileName('C:\\ada\\digits.js'), 'digits.js');
  });

  it('point to the training, else to the line that was asked for', () => {
    const head = run(1);
    assert.deepEqual(placeOf(head, head.trainings[0]!), { file: '/home/ada/digits/digits.js', line: 34 });
    assert.deepEqual(placeOf(head, null), { file: '/home/ada/digits/digits.js', line: 34 });
    assert.equal(placeOf({ ...head, program: { ...head.program, line: null } }, null), null);
  });

  it('write times and speeds with few digits', () => {
    const times = [0, 40, 3200, 12345].map((milliseconds) => seconds(milliseconds));
    assert.deepEqual(times, ['<0.01 s', '0.04 s', '3.2 s', '12 s']);
    assert.equal(seconds(40, 1), '0.0 s');
    assert.deepEqual([0.25, 11.6, 250].map(speed), ['0.250', '11.6', '250']);
  });
});

describe('the layout', () => {
  it('has three columns, or one in a sidebar', () => {
    assert.deepEqual(layoutFor(900), { width: 900, merged: false, plotLeft: 140, plotWidth: 548 });
    assert.equal(layoutFor(300).merged, true);
    assert.equal(layoutFor(300).plotLeft + layoutFor(300).plotWidth, 292);
    assert.ok(layoutFor(10).plotWidth >= 1);
  });
});

describe('keys that move the scrubber', () => {
  const press = (key: string, shiftKey = false, ctrlKey = false) =>
    stepAfterKey({ key, shiftKey, ctrlKey, altKey: false, metaKey: false }, 50, 100);
  it('go one step, ten with Shift, to the ends with Home and End', () => {
    assert.deepEqual(
      [
        press('ArrowLeft'),
        press('ArrowRight'),
        press('ArrowLeft', true),
        press('ArrowRight', true),
        press('Home'),
        press('End'),
      ],
      [49, 51, 40, 60, 1, 100],
    );
  });
  it('leave other keys, and keys with a modifier, alone', () => {
    assert.equal(press('a'), null);
    assert.equal(press('ArrowLeft', false, true), null);
  });
});

describe('notes in the source column', () => {
  it('show the norm over all gradients of a line, and its size on two decades', () => {
    const [training] = run(1).trainings;
    const norms = [3, 4, 0.5, 0, null, null, 0.01, 0, 0, 0];
    const all = normsOfVariables(training!, norms);
    const notes = lineNotes(all, '/home/ada/digits/digits.js');
    assert.deepEqual(notes.get(8), { norm: 5, share: 1 });
    assert.deepEqual(notes.get(11)!.norm, 0.5);
    assert.ok(Math.abs(notes.get(11)!.share - 0.5) < 1e-12);
    assert.equal(notes.has(14), false);
    assert.equal(notes.has(15), false, 'less than 1 % of the largest');
    assert.equal(notes.has(16), false);
    assert.equal(lineNotes(all, 'other.js').size, 0);
  });

  it('are those of the lines where they were measured, at the step or last before it', () => {
    const lines: LinesSeries = {
      ...{
        training: 0,
        files: ['a.js', 'b.js'],
        file: Uint32Array.of(0, 0, 1),
        line: Uint32Array.of(3, 7, 3),
        why: null,
      },
      steps: Float64Array.of(1, 9),
      norms: Float64Array.of(10, 1, 1, 10, -1, NaN),
    };
    const at = (step: number, file: string) => [...lineNotes(normsOnLines(lines, step), file)];
    assert.deepEqual(at(8, 'a.js'), [
      [3, { norm: 10, share: 1 }],
      [7, { norm: 1, share: 0.5 }],
    ]);
    assert.deepEqual(at(8, 'b.js'), []);
    assert.deepEqual(at(20, 'b.js'), [[3, { norm: NaN, share: 1 }]]);
    assert.deepEqual(at(0, 'a.js'), []);
  });
});

describe('the theme of a page', () => {
  it('is the one chosen, else what the system prefers', () => {
    assert.equal(themeFor('system', true, false), 'light');
    assert.equal(themeFor('system', false, false), 'dark');
    assert.equal(themeFor('system', true, true), 'hc-light');
    assert.equal(themeFor('system', false, true), 'hc-dark');
    assert.equal(themeFor('hc-dark', true, false), 'hc-dark');
    assert.equal(themeFor('nonsense', true, false), 'light');
  });
});
