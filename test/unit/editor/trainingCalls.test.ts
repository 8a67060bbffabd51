import assert from 'node:assert/strict';
import { parseSource } from '../../../src/source/syntax.js';
import { findTrainingCalls } from '../../../src/editor/trainingCalls.js';

/** Lenses stand above the lines that end in a `//+` comment: one lens a `+`. */
function check(text: string, fileName = 'train.js', known = false) {
  const expected = text
    .split(/\r?\n/)
    .flatMap((line, i) => Array.from({ length: /\/\/(\++)$/.exec(line)?.[1]?.length ?? 0 }, () => i + 1));
  const found = findTrainingCalls(parseSource(text, fileName), known).map(({ lensLine }) => lensLine);
  assert.deepEqual(found, expected);
}

const ESM = "import * as tf from '@tensorflow/tfjs';\n";
const CJS = "const tf = require('@tensorflow/tfjs-node');\n";

const STYLES: [name: string, text: string, fileName?: string][] = [
  ['fit at top level', `${ESM}const model = tf.sequential();\nawait model.fit(xs, ys, { epochs: 2 }); //+`],
  ['CommonJS with a promise', `${CJS}const model = tf.sequential();\nmodel.fit(xs, ys).then(() => { //+\n});`],
  ['fitDataset', `${ESM}const m = tf.model({ inputs, outputs });\nm.fitDataset(dataset, { epochs }); //+`],
  [
    'trainOnBatch of an unknown model',
    `${ESM}export async function go(net, x, y) {\n  await net.trainOnBatch(x, y); //+\n}`,
  ],
  [
    'minimize in a loop',
    `${ESM}const opt = tf.train.sgd(0.1);\nfor (let i = 0; i < 9; i++) {\n  opt.minimize(() => loss()); //+\n}`,
  ],
  ['minimize in a tidy', `${ESM}tf.tidy(() => {\n  tf.train.adam(1e-3).minimize(() => loss()); //+\n});`],
  ['two optimizers in one loop', `${ESM}for (;;) {\n  d.minimize(lossD); //+\n  g.minimize(lossG); //+\n}`],
  [
    'variableGrads and applyGradients in one loop',
    `${ESM}const opt = tf.train.sgd(1);\nfor (const b of batches) { //+\n  const { grads } = tf.variableGrads(() => loss(b));\n  opt.applyGradients(grads);\n}`,
  ],
  [
    'two trainings by variableGrads in one loop',
    `${ESM}while (true) {\n  const d = tf.variableGrads(lossD); //+\n  optD.applyGradients(d.grads);\n  const g = tf.variableGrads(lossG); //+\n  optG.applyGradients(g.grads);\n}`,
  ],
  [
    'micro-batches: two gradients, one update',
    `${ESM}while (go) { //+\n  const a = tf.variableGrads(lossA);\n  const b = tf.variableGrads(lossB);\n  opt.applyGradients(sum(a, b));\n}`,
  ],
  [
    'a destructured variableGrads',
    `import { variableGrads, train } from '@tensorflow/tfjs-core';\nfor (;;) { //+\n  variableGrads(f);\n}`,
  ],
  [
    'grads made before the loop',
    `${ESM}const g = tf.grads(f);\nfor (let i = 0; i < 10; i++) { //+\n  const [dw] = g([w]);\n}`,
  ],
  [
    'valueAndGrads in a while',
    `${CJS}let i = 0;\nwhile (i++ < 10) { //+\n  const { value, grads } = tf.valueAndGrads(f)([a, b]);\n}`,
  ],
  ['do … while', `${CJS}do { //+\n  tf.valueAndGrads(f)([a]);\n} while (more);`],
  [
    'variableGrads in a function called from a loop',
    `${ESM}function step(b) {\n  const { grads } = tf.variableGrads(() => loss(b)); //+\n  opt.applyGradients(grads);\n}\nfor (const b of bs) step(b);`,
  ],
  ['applyGradients alone', `${ESM}export function update(opt, grads) {\n  opt.applyGradients(grads); //+\n}`],
  [
    'a variable assigned from itself',
    `${ESM}const w = tf.variable(tf.zeros([2]));\nfor (let i = 0; i < 5; i++) { //+\n  const g = x.transpose().matMul(x.matMul(w).sub(y));\n  w.assign(w.sub(g.mul(0.1)));\n}`,
  ],
  [
    'assigned through a name',
    `${ESM}const w = tf.variable(tf.scalar(0));\nfor (;;) { //+\n  const next = tf.tidy(() => tf.sub(w, g));\n  w.assign(next);\n}`,
  ],
  ['several variables assigned in one loop', `${ESM}for (;;) { //+\n  w.assign(w.sub(gw));\n  b.assign(b.sub(gb));\n}`],
  [
    'variables assigned in a callback in a loop',
    `${ESM}for (;;) { //+\n  const { grads } = tf.variableGrads(f);\n  vars.forEach((v) => v.assign(v.sub(grads[v.name])));\n}`,
  ],
  [
    'variables assigned in a callback in a called function',
    `${ESM}function step() {\n  const { grads } = tf.variableGrads(f); //+\n  vars.forEach((v) => v.assign(v.sub(grads[v.name])));\n}\nfor (;;) step();`,
  ],
  [
    'batches by forEach',
    `${ESM}batches.forEach((b) => { //+\n  const { grads } = tf.variableGrads(() => loss(b));\n  opt.applyGradients(grads);\n});`,
  ],
  [
    'a moving average beside minimize',
    `${ESM}for (;;) {\n  opt.minimize(f); //+\n  ema.assign(ema.mul(0.9).add(w.mul(0.1)));\n}`,
  ],
  [
    'a moving average after minimize in an epoch loop',
    `${ESM}for (;;) {\n  for (const b of bs) opt.minimize(() => loss(b)); //+\n  ema.assign(ema.mul(0.9));\n}`,
  ],
  ['optional chaining', `${ESM}await this.model?.fit?.(x, y); //+`],
  ['a bracketed member', `${ESM}const m = tf.sequential();\nm['fit'](x, y); //+`],
  [
    'a class method',
    `${ESM}class Net {\n  constructor() { this.model = tf.sequential(); }\n  async train(data) {\n    await this.model.fit(data); //+\n  }\n}`,
  ],
  [
    'a private field',
    `${ESM}class Net {\n  #model = tf.sequential();\n  train() { return this.#model.fit(x, y); } //+\n}`,
  ],
  [
    'a class that extends Sequential',
    `${ESM}class Net extends tf.Sequential {\n  train() { return this.fit(x); } //+\n}\nnew Net().fit(x); //+`,
  ],
  ['destructured train', `${ESM}const { train } = tf;\nconst o = train.adam();\no.minimize(f); //+`],
  [
    'destructured require',
    `const { train: { sgd }, losses } = require('@tensorflow/tfjs');\nsgd(0.1).minimize(() => losses.meanSquaredError(a, b)); //+`,
  ],
  [
    'dynamic import',
    `const tf = await import('@tensorflow/tfjs-node-gpu');\nconst m = await tf.loadLayersModel('file://m.json');\nawait m.fit(x); //+`,
  ],
  ['dynamic import in then', `import('@tensorflow/tfjs').then((tf) => {\n  tf.sequential().fit(x); //+\n});`],
  [
    'tf as a parameter',
    `module.exports = (tf, data) => {\n  const m = tf.sequential();\n  return m.fit(data.x); //+\n};`,
  ],
  ['tf from a relative module', `import { tf } from './backend.js';\nconst m = tf.sequential();\nm.fit(x); //+`],
  [
    'a model from a function of the file',
    `${ESM}function create() {\n  const m = tf.sequential();\n  return m;\n}\nconst scaledModel = create();\nscaledModel.fit(x); //+`,
  ],
  [
    'a model from another module',
    `${ESM}import { createModel } from './model.js';\nconst model = await createModel();\nawait model.fit(xs, ys, { ...options }); //+`,
  ],
  ['arguments spread', `${ESM}model.fit(...args); //+`],
  ['one argument of a known model', `${ESM}let model;\nmodel = tf.sequential();\nmodel.fit(x); //+`],
  [
    'TypeScript types',
    `import type * as tf from '@tensorflow/tfjs';\nexport const run = async (m: tf.LayersModel, o: tf.Optimizer): Promise<void> => {\n  await m!.fit(x as tf.Tensor, y satisfies object); //+\n  o.minimize<tf.Scalar>(() => f() as tf.Scalar); //+\n};`,
    'train.ts',
  ],
  [
    'TypeScript generics and casts',
    `import * as tf from '@tensorflow/tfjs';\nconst m = <tf.Sequential>make<number>();\nawait (m as tf.Sequential).fit(a, b); //+`,
    'train.mts',
  ],
  [
    'a JSDoc type',
    `/** @param {import('@tensorflow/tfjs').LayersModel} model */\nexports.train = (model) => model.fit(x, y); //+`,
    'train.cjs',
  ],
  ['JSX', `${ESM}const App = () => <button onClick={() => model.fit(x, y)}>go</button>; //+`, 'app.jsx'],
  [
    'a label and a nested loop',
    `${ESM}outer: for (const e of epochs) {\n  for (const b of bs) { //+\n    const { grads } = tf.variableGrads(() => f(b));\n    opt.applyGradients(grads);\n  }\n}`,
  ],
  ['for await', `${ESM}for await (const b of stream) { //+\n  const v = tf.valueAndGrads(f)([b]);\n}`],
  ['a hashbang', `#!/usr/bin/env node\n${CJS}tf.sequential().fit(x); //+`],
  ['Windows line ends', `${ESM}\r\nconst m = tf.sequential();\r\nm.fit(x); //+`],
];

const NONE: [name: string, text: string, fileName?: string][] = [
  ['a file without TensorFlow.js', `const model = make();\nmodel.fit(xs, ys);\noptimizer.minimize(() => 1);`],
  [
    'a scaler',
    `${ESM}import { StandardScaler } from 'danfojs-node';\nconst s = new StandardScaler();\ns.fit(df, true);`,
  ],
  [
    'a scaler of a relative module',
    `${ESM}import { Scaler } from './scaler.js';\nconst s = new Scaler();\ns.fit(a, b);`,
  ],
  ['a scaler by its name', `${ESM}export const prepare = (scaler, x, y) => scaler.fit(x, y);`],
  ['one argument of something unknown', `${ESM}thing.fit(data);`],
  ['a class of the file', `${ESM}class Line { fit(x, y) {} }\nnew Line().fit(x, y);`],
  ['an object literal', `${ESM}const line = { fit(x, y) {} };\nline.fit(x, y);`],
  [
    'a class from another package',
    `${ESM}import { RandomForest } from 'ml-random-forest';\nconst f = new RandomForest();\nf.fit(x, y);`,
  ],
  ['a member of another package', `${ESM}const ml = require('ml');\nconst k = new ml.Regression();\nk.fit(x, y);`],
  [
    'a field that is a scaler',
    `${ESM}class P { constructor() { this.s = new MinMaxScaler(); } go() { this.s.fit(a, b); } }`,
  ],
  ['a window', `${ESM}win.minimize();`],
  ['Object.assign', `${ESM}for (;;) Object.assign(o, { ...o });\nfor (const s of x) location.assign(s);`],
  ['an assignment that does not read the variable', `${ESM}for (;;) w.assign(tf.zeros([2]));`],
  ['an assignment from itself outside a loop', `${ESM}w.assign(w.mul(2));`],
  ['variableGrads outside a loop', `${ESM}const { grads } = tf.variableGrads(f);`],
  ['variableGrads of something else', `${ESM}const other = { variableGrads() {} };\nfor (;;) other.variableGrads(f);`],
  ['in a comment and a string', `${ESM}// model.fit(x, y)\nconst s = 'model.fit(x, y)';`],
  [
    'a typed scaler',
    `import * as tf from '@tensorflow/tfjs';\nexport const f = (s: StandardScaler, a: number[], b: number[]) => s.fit(a, b);`,
    'a.ts',
  ],
];

describe('training calls', () => {
  for (const [name, text, fileName] of STYLES) it(`finds ${name}`, () => check(text, fileName));
  for (const [name, text, fileName] of NONE) it(`leaves out ${name}`, () => check(text, fileName));

  it('finds calls in a file that gets TensorFlow.js from a module', () => {
    check("import { model } from './model.js';\nawait model.fit(x, y); //+", 'train.js', true);
  });

  it('says the line of the call and what was called', () => {
    const text = `${ESM}for (const b of bs) {\n\n  const { grads } = tf\n    .variableGrads(f);\n}`;
    const [call] = findTrainingCalls(parseSource(text, 'a.js'));
    assert.deepEqual(
      { callee: call?.callee, line: call?.line, lensLine: call?.lensLine },
      { callee: 'variableGrads', line: 5, lensLine: 2 },
    );
  });

  it('keeps its lenses at every prefix of a line being typed', () => {
    const before = `${ESM}const model = tf.sequential();\nawait model.fit(x, y);\n`;
    const typed = "const more = tf.layers.dense({ units: 3, activation: 'relu' }).apply([a, (b) => { if (c) ";
    for (let length = 0; length <= typed.length; length++) {
      const found = findTrainingCalls(parseSource(before + typed.slice(0, length), 'a.js'));
      assert.deepEqual(
        found.map(({ lensLine }) => lensLine),
        [3],
        typed.slice(0, length),
      );
    }
  });

  for (const [name, broken] of [
    ['an unclosed block before', `${ESM}if (x) {\nmodel.fit(x, y); //+`],
    ['an unclosed call', `${ESM}model.fit(x, y, { epochs: 3,  //+`],
    ['a stray brace', `${ESM}}\nmodel.fit(x, y); //+`],
    ['merge marks', `${ESM}<<<<<<< HEAD\nmodel.fit(x, y); //+\n=======\nmodel.fit(x, z); //+\n>>>>>>> other`],
  ] as const) {
    it(`survives ${name}`, () => check(broken));
  }

  it('takes a large file', () => {
    const text =
      ESM + 'const model = tf.sequential();\nfunction f(a) { return a.b(c).d; }\n'.repeat(5000) + 'model.fit(x, y);';
    assert.equal(findTrainingCalls(parseSource(text, 'a.js')).length, 1);
  });
});
