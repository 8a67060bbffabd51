import assert from 'node:assert/strict';
import { findLambdas, numbersNamed } from '../../../src/source/lambdas.js';
import { parseSource } from '../../../src/source/syntax.js';
import { lambdasMeant, theLambda } from '../../../src/tuning/chooseLambda.js';

const scan = (text: string, file = 'a.js') => findLambdas(parseSource(text, file));
const shown = (text: string, file?: string) =>
  scan(text, file).numbers.map(({ name, value, lines }) => `${name} ${value} @${lines.join(',')}`);

const FOUND: [what: string, text: string, expected: string[]][] = [
  [
    'an option of l2',
    'tf.layers.dense({units: 1, kernelRegularizer: tf.regularizers.l2({l2: 0.01})});',
    ['l2 0.01 @1'],
  ],
  ['both options of l1l2', 'tf.regularizers.l1l2({\n l1: 1e-3,\n l2: 0.01 })', ['l1 0.001 @2', 'l2 0.01 @3']],
  ['a constant by its name', 'const lambda = 0.01;', ['lambda 0.01 @1']],
  ['a constant by its use', 'const strength = 0.2;\nl2({\n  l2: strength })', ['strength 0.2 @1,3']],
  ['an option of a configuration', 'const c = { rate: 0.1, decay: 3 };\nl1({ l1: c.decay })', ['decay 3 @1,2']],
  ['a default of a parameter', 'function train(weightDecay = 5e-4) {}', ['weightDecay 0.0005 @1']],
  [
    'penalties on raw variables',
    'l2(model.weights, 0.9); l1l2(w, {l1: 1, l2: 2})',
    ['l2 0.9 @1', 'l1 1 @1', 'l2 2 @1'],
  ],
  ['a Jacobian penalty', 'gradlens.jacobianPenalty(model, x, { lambda: 0.3, projections: 1 })', ['lambda 0.3 @1']],
  ['a factor of a sum of squares', 'loss.add(w.square().sum().mul(0.07))', ['λ 0.07 @1']],
  ['a scalar factor of a named penalty', 'const p = tf.sum(tf.abs(w));\ntf.mul(tf.scalar(0.5), p)', ['λ 0.5 @2']],
  ['a constant as a factor', 'const a = 0.5;\nconst p = a * norm(w).sum()', ['a 0.5 @1,2']],
  ['the sign with the number', 'const lambda = -0.5', ['lambda -0.5 @1']],
  ['nothing in a scaled data loss', 'const loss = tf.mul(0.5, tf.sum(tf.square(tf.sub(y, z))))', []],
  ['nothing in rates and sizes', 'const learningRate = 0.1; dense({units: 8}); const layers = 3', []],
  ['no λ of Python ways', 'tf.regularizers.l2()', []],
];

describe('λ in the text', () => {
  for (const [what, text, expected] of FOUND) it(`finds ${what}`, () => assert.deepEqual(shown(text), expected));

  it('finds them in TypeScript, and in a file that is being typed', () => {
    assert.deepEqual(shown('const lambda: number = 0.01 as number;\nclass A { lambda = 1 }', 'a.ts'), [
      'lambda 0.01 @1',
      'lambda 1 @2',
    ]);
    assert.deepEqual(shown('const lambda = 0.01;\nfoo({ a: '), ['lambda 0.01 @1']);
  });

  it('says exactly where the number stands', () => {
    const text = "const π = '😀'; const lambda =  1_0e-3;";
    const [found] = scan(text).numbers;
    assert.equal(text.slice(found!.from, found!.to), '1_0e-3');
    assert.equal(found!.value, 0.01);
  });

  it('tells a computed λ from none', () => {
    const { numbers, computed } = scan('l2({ l2: Number(process.argv[2]) })');
    assert.deepEqual(numbers, []);
    assert.deepEqual(computed, [{ name: 'l2', text: 'Number(process.argv[2])', line: 1 }]);
  });

  it('finds any number by its name', () => {
    const source = parseSource('const rate = 0.1; const o = { width: 8 };', 'a.js');
    assert.deepEqual(
      numbersNamed(source, 'width').map(({ value }) => value),
      [8],
    );
    assert.deepEqual(numbersNamed(source, 'height'), []);
  });
});

describe('the λ that is meant', () => {
  const text = 'const lambda = 0.01;\nconst weightDecay = 3;\nl2({ l2: lambda });\nl1({ l1: read() });';
  const source = parseSource(text, 'a.js');
  const choose = (line: number | null, name: string | null = null) =>
    theLambda({ file: 'a.js', line, name }, findLambdas(source), name === null ? [] : numbersNamed(source, name));
  const refused = (code: string, message: RegExp, ...asked: Parameters<typeof choose>) =>
    assert.throws(
      () => choose(...asked),
      (error: { code: string; message: string }) => {
        assert.equal(error.code, code);
        assert.match(error.message, message);
        return true;
      },
    );

  it('is that of the line, also where it is only used', () => {
    assert.equal(choose(1).name, 'lambda');
    assert.equal(choose(3).value, 0.01);
    assert.equal(choose(null, 'weightDecay').value, 3);
  });
  it('is asked for where several fit', () => {
    refused(
      'lambda-ambiguous',
      /^a\.js has several: lambda = 0\.01 \(line 1\), weightDecay = 3 \(line 2\)\. Say/,
      null,
    );
    assert.equal(lambdasMeant({ file: 'a.js', line: null, name: null }, findLambdas(source), []).length, 2);
  });
  it('must be a number in the text', () => {
    refused('lambda-not-literal', /"l1" at a\.js:4 is not a number in the text \(read\(\)\).*--lambda lambda/, 4);
    refused('lambda-missing', /no λ at line 40: it has lambda/, 40);
    refused('lambda-missing', /no number named gamma/, null, 'gamma');
  });
});
