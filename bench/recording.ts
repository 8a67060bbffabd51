/**
 * What recording a loss program adds to the step that it is recorded at, and what a signature adds to every other: paired in one process, by
 * CPU time, on wasm. The chain of small ops shows the cost of an op.
 */
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { TensorflowCore } from '../src/tensorflow/core.js';
import { startWasm } from '../src/backends/wasm/startWasm.js';
import type { GradientObserver } from '../src/instrument/gradientObserver.js';
import { installInstrumentation } from '../src/instrument/installInstrumentation.js';
import { createStatisticsReader } from '../src/probes/statistics/createReader.js';
import { recordProgram } from '../src/program/recordProgram.js';
import { sourceReader, type KnownSource } from '../src/trainer/opSources.js';
import { pairedRatio, type Benchmark, type BenchmarkRow } from './benchmark.js';

type Mode = 'off' | 'sign' | 'record';
const ASSETS = join(import.meta.dirname, '../dist/tfjs');
const CHAIN = 500;
/** DESIGN: recording 0 to 10 % of a step; signing next to nothing. */
const TARGET: Record<Exclude<Mode, 'off'>, number> = { sign: 1.02, record: 1.1 };

export const recording: Benchmark = {
  name: 'recording',
  async run(quick) {
    await startWasm(tf as unknown as TensorflowCore, ASSETS, null);
    const setMode = install();
    const pairs = quick ? 25 : 80;
    const [mlp, chain] = [network(), chainOfOps()];
    const rows: BenchmarkRow[] = [];
    for (const mode of ['sign', 'record'] as const) {
      const step = measure(mlp, mode, setMode, pairs, 10);
      const small = measure(chain, mode, setMode, pairs, 5);
      const perOp = (1000 * (median(small.watched) - median(small.plain))) / CHAIN;
      rows.push({
        what: `${mode === 'sign' ? 'Signed' : 'Recorded'} step, MLP 784-128-10 b128, wasm`,
        ratioOf: `CPU time ${mode === 'sign' ? 'signed' : 'recorded'} / plain`,
        ratio: pairedRatio(step.watched, step.plain),
        target: TARGET[mode],
        note: `${perOp.toPrecision(2)} µs an op in a chain of ${CHAIN}`,
      });
    }
    return rows;
  },
};

/** Hooks the engine as the trainer does; the observer does as the mode says. */
function install(): (mode: Mode) => void {
  let mode: Mode = 'off';
  const known = new WeakMap<object, KnownSource[]>();
  const observer: GradientObserver = {
    begin({ engine, at, xs, line }) {
      if (mode === 'off') return null;
      const sources = sourceReader(known.get(at) ?? [], line);
      const made = mode === 'record' ? recordProgram({ engine, xs, source: sources.next }) : null;
      return {
        recording: made,
        ended(_signature, _result, variables) {
          made?.finish(variables);
          known.set(at, sources.known);
        },
        failed: () => made?.abandon(),
        resolved: () => undefined,
      };
    },
  };
  const reader = createStatisticsReader(ASSETS);
  const none = () => undefined;
  installInstrumentation({
    sink: {
      ...{ training: none, beforeUpdate: none, step: none, metric: none, poll: none },
      plan: () => ({ statistics: false, histograms: false }),
    },
    reader: () => reader,
    isUserFile: () => true,
    now: () => performance.now(),
    observer,
    onFault(error) {
      throw error;
    },
  });
  return (next) => (mode = next);
}

function network(): () => void {
  const shapes = [[784, 128], [128], [128, 10], [10]];
  const [a, b, c, d] = shapes.map((shape) => tf.variable(tf.randomNormal(shape, 0, 0.05, 'float32', 1))) as [
    ...[tf.Variable, tf.Variable, tf.Variable, tf.Variable],
  ];
  const x = tf.randomNormal([128, 784], 0, 1, 'float32', 2);
  const y = tf.oneHot(tf.range(0, 128, 1, 'int32').mod(10).toInt(), 10);
  const optimizer = tf.train.sgd(0.01);
  const loss = () => tf.losses.softmaxCrossEntropy(y, x.matMul(a).add(b).relu().matMul(c).add(d)) as tf.Scalar;
  return () => optimizer.minimize(loss, false, [a, b, c, d]);
}

function chainOfOps(): () => void {
  const w = tf.variable(tf.ones([4]));
  const one = tf.scalar(1);
  const loss = () => {
    let z: tf.Tensor = w;
    for (let i = 0; i < CHAIN; i++) z = z.add(one);
    return z.sum();
  };
  return gradientOf(loss, [w]);
}

function gradientOf(loss: () => tf.Tensor, variables: tf.Variable[]): () => void {
  return () => {
    const { value, grads } = tf.variableGrads(() => loss() as tf.Scalar, variables);
    tf.dispose([value, grads]);
  };
}

function measure(run: () => void, mode: Mode, setMode: (mode: Mode) => void, pairs: number, calls: number) {
  const times = { plain: [] as number[], watched: [] as number[] };
  const time = (as: Mode) => {
    setMode(as);
    const { user, system } = process.cpuUsage();
    for (let i = 0; i < calls; i++) run();
    const used = process.cpuUsage({ user, system });
    return (used.user + used.system) / 1000 / calls;
  };
  for (let i = 0; i < 10; i++) for (const as of ['off', mode] as const) time(as);
  for (let pair = 0; pair < pairs; pair++) {
    // Which comes first alternates, so that a drift hits both sides.
    for (const watched of pair % 2 === 0 ? [false, true] : [true, false])
      times[watched ? 'watched' : 'plain'].push(time(watched ? mode : 'off'));
  }
  setMode('off');
  return times;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
