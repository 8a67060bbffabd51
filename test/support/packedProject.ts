/** The package as npm packs it, installed into an empty project. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');

export interface Packed {
  filename: string;
  size: number;
  files: { path: string }[];
}

/** npm and what it installs are scripts of the shell on Windows. */
export const run = (cwd: string, command: string, ...args: string[]) =>
  execFileSync(command, args, {
    ...{ cwd, encoding: 'utf8', shell: process.platform === 'win32' },
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, npm_config_update_notifier: 'false' },
  });

export function installPacked(project: string): Packed {
  const told = JSON.parse(run(root, 'npm', 'pack', '--json', '--pack-destination', project)) as
    Packed[] | Record<string, Packed>;
  const packed = Object.values(told)[0]!;
  writeFileSync(path.join(project, 'package.json'), '{ "private": true }\n');
  run(project, 'npm', 'install', '--offline', '--no-audit', '--no-fund', '--legacy-peer-deps', `./${packed.filename}`);
  return packed;
}

/** TensorFlow.js from another project's node_modules, as if it was installed here too. */
export function linkTensorflow(project: string, modules: string): void {
  mkdirSync(path.join(project, 'node_modules'), { recursive: true });
  symlinkSync(path.join(modules, '@tensorflow'), path.join(project, 'node_modules', '@tensorflow'), 'junction');
}

/** Checks its own numbers, and that the library and the program share one TensorFlow.js; ends with 0 and the version. */
export const LIBRARY_PROGRAM = `
const assert = require('node:assert/strict');
const tf = require('@tensorflow/tfjs');
const { hvp, hessian, jacobian, jacobianNorm, secondOrderStatus, withRepairs } = require('gradlens/autodiff');
const { hessianEigenvalues, newtonStep, spectralDensity, trace } = require('gradlens/curvature');
const { l1, l2, l1l2 } = require('gradlens/regularizers');
const near = (tensor, expected) => {
  assert.ok(tensor instanceof tf.Tensor);
  [...tensor.dataSync()].forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-5, value + ' ' + expected[i]));
};
const x = [0.5, -1];
const w = tf.variable(tf.tensor1d(x));
const loss = () => tf.sum(tf.square(tf.tanh(w)));
// d²/dx² tanh² x = 2 (1 − t²)(1 − 3t²)
const second = x.map((value) => 2 * (1 - Math.tanh(value) ** 2) * (1 - 3 * Math.tanh(value) ** 2));
near(hvp(loss, [w], [tf.tensor1d([1, 2])])[0], [second[0], 2 * second[1]]);
near(hessian(loss, [w]), [second[0], 0, 0, second[1]]);
near(jacobian((v) => tf.square(v), tf.tensor1d([3, 4])), [6, 0, 0, 8]);
near(jacobianNorm((v) => tf.mul(v, 2), tf.zeros([3, 4])), [4]);
near(withRepairs(() => tf.grad((a) => tf.grad((b) => tf.exp(b))(a))(tf.scalar(1))), [Math.E]);
assert.equal(secondOrderStatus('Tanh').status, 'right');
assert.throws(() => hvp(() => tf.sum(tf.abs(tf.complex(w, w))), [w], [w]), { code: 'op-refused' });
const curved = hessianEigenvalues(loss, [w], { largest: 2, tolerance: 1e-6 }).largest.map(({ value }) => value);
near(tf.tensor1d(curved), [...second].sort((a, b) => b - a));
near(tf.scalar(trace(loss, [w]).value), [second[0] + second[1]]);
assert.equal(spectralDensity(loss, [w]).grid.length, 256);
const v = tf.variable(tf.tensor1d([3, -2]));
assert.equal(newtonStep(() => tf.sum(tf.square(v)), [v]).why, null);
near(v, [0, 0]);
near(tf.grad((a) => l1l2([a], { l1: 0.1, l2: 0.5 }))(tf.tensor1d([0, -2])), [0, -2.1]);
near(tf.add(l1([w], 2), l2([w], 1)), [4.25]);
const cores = Object.keys(require.cache).filter((file) => /tfjs-core.dist.tf-core[^/\\\\]*\\.js$/.test(file));
assert.equal(cores.length, 1, cores.join());
assert.equal(globalThis._tfengine, tf.engine());
import('gradlens/autodiff').then((imported) => {
  near(imported.hvp(loss, [w], [tf.tensor1d([1, 2])])[0], [second[0], 2 * second[1]]);
  console.log(tf.version_core ?? tf.version['tfjs-core']);
});
`;
