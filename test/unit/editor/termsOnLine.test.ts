import assert from 'node:assert/strict';
import { termsOnLine } from '../../../src/editor/terms/termsOnLine.js';
import { madeUpTerms } from '../../e2e/inspector/madeUpTerms.js';

const FILE = '/home/ada/digits/digits.js';
const layers = ['conv1', 'conv2', 'dense1', 'dense2', 'logits'];
const names = (kind: 'written' | 'declared', line: number, text: string, step = 371, file = FILE) =>
  termsOnLine(madeUpTerms(kind, 371, layers), step, { file, line, text }).map(({ term }) => term.name);

describe('terms on a line', () => {
  it('are those of a hand-written loss that begin there', () => {
    assert.deepEqual(names('written', 26, '  const decay = ridge(weights);'), ['decay']);
    assert.deepEqual(names('written', 24, 'function loss() {'), []);
    assert.deepEqual(names('written', 26, '', 371, '/other.js'), []);
  });

  it('are those of the layer whose call the regularizer stands in', () => {
    assert.deepEqual(names('declared', 9, "  tf.layers.conv2d({ name: 'conv2',"), ['conv2/kernel']);
    assert.deepEqual(names('declared', 15, '    kernelRegularizer: tf.regularizers.l2(),'), ['logits/kernel']);
    assert.deepEqual(names('declared', 15, '    biasRegularizer: tf.regularizers.l2(),'), []);
    assert.deepEqual(names('declared', 90, '    kernelRegularizer: tf.regularizers.l2(),'), []);
  });

  it('have the numbers of the step shown, or last before it', () => {
    const series = madeUpTerms('written', 371, layers);
    const [reading] = termsOnLine(series, 302, { file: FILE, line: 26, text: '' });
    assert.equal(reading!.step, 300);
    assert.ok(reading!.share > 0 && reading!.share < 1);
    assert.deepEqual(termsOnLine(series, 2, { file: FILE, line: 26, text: '' }), []);
  });
});
