/**
 * Runs programs of all styles on one backend, hooked as the trainer hooks them, and prints what their loss programs say: one line of JSON a
 * style. `node --import tsx runStyles.ts cpu|wasm [words of names]`
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import type { TensorflowCore } from '../../../src/tensorflow/core.js';
import { startWasm } from '../../../src/backends/wasm/startWasm.js';
import { installInstrumentation } from '../../../src/instrument/installInstrumentation.js';
import { startEvaluator, type EvaluatedProgram } from '../../../src/probes/evaluation/evaluator.js';
import { describeTerms } from '../../../src/probes/terms/describeTerms.js';
import { measureTerms } from '../../../src/probes/terms/measureTerms.js';
import { sourceNames } from '../../../src/probes/terms/sourceNames.js';
import { createStatisticsReader } from '../../../src/probes/statistics/createReader.js';
import type { LossProgram, Values } from '../../../src/program/lossProgram.js';
import { dataOf, openProgram } from '../../../src/program/openProgram.js';
import type { RecordedProgram } from '../../../src/program/programSource.js';
import { inScope } from '../../../src/program/scope.js';
import { lossTerms } from '../../../src/program/terms/lossTerms.js';
import { makePrograms } from '../../../src/trainer/programs.js';
import { coreStyles } from './styles/core.js';
import { layerStyles } from './styles/layers.js';
import type { Style } from './styles/style.js';

export interface StyleResult {
  name: string;
  error: string | null;
  recordings: number;
  programs: number;
  /** Recordings that replayed to the bits of the user's own call: loss, and gradient. */
  loss: number;
  gradient: number;
  /** Replays of an earlier recording, with later weights and data, to the bits of the later one; and those tried. */
  later: number;
  laterTried: number;
  /** The same in another thread, from a serialised copy. */
  thread: number;
  threadTried: number;
  refused: string[];
  notTheDerivative: number;
  /** Share of ops with a line of the styles' own source, and an example. */
  lines: number;
  ops: number;
  difference: number | null;
  changes: string[];
  batchSizes: (number | null)[];
  /** Tensors, buffers and bytes that observing left behind. */
  leaked: number[];
  threadError: string | null;
  /** Names of the loss's terms, and the largest ‖Σ∇term − ∇loss‖ over Σ‖∇term‖. */
  terms: string[];
  termDifference: number | null;
}

const [backend = 'cpu', ...words] = process.argv.slice(2);
const root = join(import.meta.dirname, '../../..');
const assets = join(root, 'dist/tfjs');
const core = tf as unknown as TensorflowCore;
if (backend === 'wasm') await startWasm(core, assets, null);
else await tf.setBackend('cpu');

const programs = makePrograms(() => core);
const reader = createStatisticsReader(assets);
let seen: RecordedProgram[] = [];
let onRecorded: (recorded: RecordedProgram) => void = () => undefined;
let fault: unknown = null;
const instrumentation = installInstrumentation({
  sink: {
    training: () => undefined,
    beforeUpdate: () => undefined,
    step: (id) => programs.request(id),
    metric: () => undefined,
    plan: () => ({ statistics: false, histograms: false }),
    poll: () => undefined,
  },
  reader: () => reader,
  isUserFile: (file) => file.includes('/program/styles/') && !file.endsWith('style.ts'),
  now: () => performance.now(),
  observer: programs,
  onFault: (error) => (fault = error),
});
instrumentation.onModule(tf);
programs.onProgram((recorded) => {
  seen.push(recorded);
  onRecorded(recorded);
});
const names = sourceNames((file) => readFileSync(file, 'utf8'));
const evaluator = startEvaluator(pathToFileURL(join(root, 'dist/trainer/evaluationThread.mjs')), {
  ...{ precision: 'float32', backend: backend as 'cpu' | 'wasm', assets },
});

function seedRandom(): void {
  let seed = 42;
  Math.random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Evaluated {
  loss: number;
  gradient: (Values | null)[];
}

const same = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  a.length === b.length && Array.from(a).every((value, i) => Object.is(value, b[i]));
const sameResult = (a: Evaluated, b: Evaluated) =>
  Object.is(a.loss, b.loss) &&
  a.gradient.every((left, i) => (left && b.gradient[i] ? same(left, b.gradient[i]) : left === b.gradient[i]));

function replay(program: LossProgram, weights: Values[], data: LossProgram): Evaluated {
  return inScope(core, () => {
    const open = openProgram(core, program);
    open.setData(dataOf(data));
    const xs = program.variables.map(({ shape }, i) => tf.tensor(weights[i]!, shape));
    const { value, grads } = tf.engine().gradients(() => open.loss(xs), xs, undefined, true);
    const gradient = grads.map((tensor) => (tensor ? (tensor.dataSync().slice() as Values) : null));
    open.dispose();
    return { loss: value.dataSync()[0]!, gradient };
  });
}

async function runStyle(name: string, style: Style): Promise<StyleResult> {
  seedRandom();
  seen = [];
  const result: StyleResult = {
    ...{ name, error: null, recordings: 0, programs: 0, loss: 0, gradient: 0, later: 0, laterTried: 0 },
    ...{ thread: 0, threadTried: 0, refused: [], notTheDerivative: 0, lines: 0, ops: 0, difference: null },
    ...{ changes: [], batchSizes: [], leaked: [], threadError: null },
    ...{ terms: [], termDifference: null },
  };
  const first = new Map<string, { program: LossProgram; remote: Promise<EvaluatedProgram> }>();
  let pending = Promise.resolve();
  onRecorded = ({ program, check, training, weights: now }) => {
    result.recordings++;
    const memory = tf.memory();
    if (program.refused)
      return void result.refused.push(`${program.refused.what}: ${program.refused.op} ${program.refused.line}`);
    if (check?.loss) result.loss++;
    if (check?.gradient) result.gradient++;
    result.difference ??= check?.difference ?? null;
    const weights = now.map((tensor) => tensor.dataSync().slice() as Values);
    const { terms } = describeTerms(program, lossTerms(program, names.namesOf), []);
    const opened = openProgram(core, program);
    const { difference } = measureTerms(core, opened, program, terms, now);
    opened.dispose();
    result.terms = terms.map(({ description }) => description.name);
    result.termDifference = Math.max(result.termDifference ?? 0, difference);
    const key = `${training} ${program.signature}`;
    const known = first.get(key);
    if (!known) {
      const copy = structuredClone(program);
      first.set(key, { program: copy, remote: evaluator.open(copy) });
      return;
    }
    const own = replay(structuredClone(program), weights, program);
    result.laterTried++;
    if (sameResult(replay(known.program, weights, program), own)) result.later++;
    result.threadTried++;
    const data = structuredClone(dataOf(program));
    pending = pending.then(() =>
      known.remote
        .then(async (remote) => {
          await remote.setData(data);
          if (sameResult(await remote.gradient(weights), own)) result.thread++;
        })
        .catch((error: unknown) => void (result.threadError = String(error))),
    );
    const after = tf.memory();
    result.leaked = [
      after.numTensors - memory.numTensors,
      after.numDataBuffers - memory.numDataBuffers,
      after.numBytes - memory.numBytes,
    ];
  };
  tf.engine().startScope();
  try {
    await style();
  } catch (error) {
    result.error = String((error as Error).stack).slice(0, 600);
  }
  tf.engine().endScope();
  await pending;
  for (const { remote } of first.values())
    await remote.then((open) => open.dispose()).catch((error: unknown) => (result.threadError ??= String(error)));
  tf.disposeVariables();
  const last = seen.at(-1)?.program;
  result.programs = new Set(seen.map(({ program, training }) => `${training} ${program.signature}`)).size;
  result.notTheDerivative = last?.notTheDerivative.length ?? 0;
  result.ops = last?.ops.length ?? 0;
  result.lines = last?.ops.filter(({ source }) => source !== null).length ?? 0;
  result.changes = [...new Set(last?.leaves.flatMap((leaf) => (leaf.kind === 'data' ? [leaf.change] : [])))];
  result.batchSizes = [...new Set(seen.map(({ program }) => program.batchSize))];
  if (fault) throw fault as Error;
  return result;
}

for (const [name, style] of Object.entries({ ...layerStyles, ...coreStyles })) {
  if (words.length > 0 && !name.includes(words.join(' '))) continue;
  console.log(JSON.stringify(await runStyle(name, style)));
}
await evaluator.close();
