import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fixesOf } from '../../../../src/editor/findings/fixes/fixesOf.js';
import { ignoreComment } from '../../../../src/editor/findings/ignoreHere.js';
import { isIgnored } from '../../../../src/protocol/ignored.js';
import { parseSource } from '../../../../src/source/syntax.js';
import type { RecordedFinding } from '../../../../src/protocol/findings.js';

const finding = (rule: string, evidence: Record<string, unknown>, variable: string | null = null): RecordedFinding => ({
  ...{ id: 0, rule, family: '', severity: 'error', layer: null, variable, file: 'a.mjs', line: 1, message: '' },
  ...{ evidence, advice: '', consequences: [], causedBy: null, count: 1, training: 0, step: 1 },
});

/** The line of the text after the first fix; null: there is none. */
function mended(text: string, line: number, from: RecordedFinding, file = 'a.mjs'): string | null {
  const [first] = fixesOf(from, text, file, line);
  if (!first) return null;
  let after = text;
  for (const { from: at, to, text: by } of [...first.edits].sort((a, b) => b.from - a.from))
    after = after.slice(0, at) + by + after.slice(to);
  assert.ok(!hasErrors(after, file), `${after} no longer parses`);
  return after.split('\n')[line - 1]!.trim();
}

function hasErrors(text: string, file: string): boolean {
  let broken = false;
  parseSource(text, file).tree.iterate({ enter: ({ type }) => void (broken ||= type.isError) });
  return broken;
}

/** The program as it runs, and the line of its mistake. */
function program(name: string): { text: string; line: number; by: string } {
  const marked = readFileSync(`test/programs/mistakes/${name}.mjs`, 'utf8').split('\n');
  const line = marked.findIndex((each) => /\/\/! [a-z]/.test(each)) + 1;
  const by = /\/\/!.*? => (.*)$/.exec(marked[line - 1]!)![1]!;
  return { text: marked.map((each) => each.replace(/ *\/\/!.*$/, '')).join('\n'), line, by };
}

describe('quick fixes', () => {
  // Each makes of the wrong line the one that the program is mended by.
  const MENDED: [string, RecordedFinding][] = [
    ['mismatch-softmaxTwice', finding('softmax-twice', { activation: 'softmax' })],
    ['mismatch-sigmoidRegression', finding('targets-out-of-reach', { activation: 'sigmoid' })],
    ['mismatch-oneSoftmaxUnit', finding('softmax-of-one', {})],
    ['mismatch-reluScores', finding('relu-scores', { zeros: 1 })],
    ['reduction-softmaxAxis', finding('softmax-over-batch', {})],
    ['nan-centredRmsprop', finding('not-finite', { optimizer: 'RMSProp' })],
    ['nan-log', finding('not-finite', { kernel: 'Log' })],
    ['nan-sqrt', finding('not-finite', { kernel: 'Sqrt' })],
    ['regularization-dominates', finding('penalty-dominates', { share: 0.9 })],
    ['noGradient-frozen', finding('variable-not-trained', { trainable: false })],
  ];
  for (const [name, from] of MENDED)
    it(`mend ${name}`, () => {
      const { text, line, by } = program(name);
      const after = mended(text, line, from);
      const expected = name === 'reduction-softmaxAxis' ? by.replace(', 1)', ', -1)') : by;
      assert.equal(after, expected);
    });

  it('add the activation that is missing', () => {
    const dense = program('linearCollapse-dense');
    assert.match(mended(dense.text, dense.line, finding('layers-collapse', {}))!, /, activation: 'relu' \}\),$/);
    const scores = program('mismatch-linearInLog');
    assert.match(mended(scores.text, scores.line, finding('log-of-scores', {}))!, /, activation: 'softmax' \}\),$/);
    const one = 'tf.layers.dense({ units: 1 });';
    assert.equal(mended(one, 1, finding('log-of-scores', {})), "tf.layers.dense({ units: 1, activation: 'sigmoid' });");
  });

  it('lower a rate to a tenth, and raise one to what is usual, where the measured rate stands there', () => {
    const unstable = program('unstable-quadratic');
    const lower = finding('loss-diverges', { learningRate: 0.35 });
    assert.equal(mended(unstable.text, unstable.line, lower), 'const optimizer = tf.train.sgd(0.035);');
    assert.equal(mended('const rate = 30;', 1, finding('loss-diverges', { learningRate: 30 })), 'const rate = 3;');
    const slow = finding('update-too-small', { learningRate: 1e-7 });
    assert.equal(mended('const o = tf.train.adam(1e-7);', 1, slow), 'const o = tf.train.adam(0.001);');
    // As float32 tells it.
    const told = finding('loss-diverges', { learningRate: 0.3499999940395355 });
    assert.equal(mended(unstable.text, unstable.line, told), 'const optimizer = tf.train.sgd(0.035);');
  });

  it('add a variable to the list that forgot it', () => {
    const text = 'const w1 = tf.variable(x);\nconst w2 = tf.variable(y);\nconst trained = [w2];';
    assert.equal(mended(text, 3, finding('variable-not-trained', {}, 'w1')), 'const trained = [w2, w1];');
    assert.equal(mended(text, 3, finding('variable-not-trained', {}, 'w2')), null);
    assert.equal(mended(text, 3, finding('variable-not-trained', {}, 'dense/kernel')), null);
  });

  it('shuffle, and draw weights at random', () => {
    const fit = 'await model.fit(x, y, { epochs: 15, shuffle: false });';
    assert.equal(mended(fit, 1, finding('batches-of-classes', {})), fit.replace('false', 'true'));
    const equal = program('initialization-equal');
    assert.equal(mended(equal.text, equal.line, finding('weights-equal', {})), "kernelInitializer: 'glorotUniform',");
  });

  it('are left out where the line does not say enough', () => {
    // Another rate than the one measured; two of them; an activation that is none of those; a rule without a fix.
    assert.equal(mended('tf.train.sgd(rate);', 1, finding('loss-diverges', { learningRate: 0.3 })), null);
    assert.equal(mended('tf.train.momentum(0.3, 0.3);', 1, finding('loss-diverges', { learningRate: 0.3 })), null);
    assert.equal(mended("dense({ activation: 'elu' });", 1, finding('softmax-twice', {})), null);
    assert.equal(mended('a.log().add(b.log());', 1, finding('not-finite', { kernel: 'Log' })), null);
    assert.equal(mended('Math.log(a);', 1, finding('not-finite', { kernel: 'Log' })), null);
    assert.equal(mended('tf.train.sgd(0.3);', 1, finding('units-dead', { learningRate: 0.3 })), null);
    assert.equal(mended('x', 1, finding('toString', {})), null);
  });

  it('keep TypeScript, and quotes', () => {
    const text = 'const a = 1 as number; const l = dense({ activation: "softmax" as const });';
    assert.equal(
      mended('const l = dense({ activation: "softmax" });', 1, finding('softmax-twice', {})),
      'const l = dense({ activation: "linear" });',
    );
    assert.equal(mended(text, 1, finding('softmax-twice', {}), 'a.ts'), null);
  });
});

describe('ignoring a finding here', () => {
  it('inserts the comment that the trainer reads, as far in as the line', () => {
    const lines = ['if (a) {', '  train();', '}'];
    const { line, text } = ignoreComment(lines, 1, 'loss-diverges');
    assert.equal(text, '  // gradlens-ignore loss-diverges\n');
    const after = [...lines.slice(0, line), text.trimEnd(), ...lines.slice(line)].join('\n');
    assert.ok(isIgnored(after, 3, 'loss-diverges'));
    assert.ok(!isIgnored(after, 3, 'not-finite'));
  });
});
