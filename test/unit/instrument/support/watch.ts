/** Runs a program in a Node of its own, watched by the hooks or not. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import type { MeasuredStep, StepExtras } from '../../../../src/instrument/sink.js';
import type { MetricPayload, StepPayload, TrainingPayload } from '../../../../src/protocol/records.js';

export interface Watched {
  stdout: string;
  /** The newest payload of each training, by id. */
  trainings: TrainingPayload[];
  steps: { id: number; step: number; payload: StepPayload; extras: StepExtras }[];
  before: { id: number; step: number; measured: MeasuredStep }[];
  metrics: { id: number; step: number; payload: MetricPayload }[];
  /** What was told, in order: `before 0 1`, `step 0 1`, … */
  order: string[];
  /** Where the program was. */
  file: string;
}

const workspace = resolve('test/trainer/programs/styles');
let preload: string | null = null;

function preloadFile(): string {
  if (preload) return preload;
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-hooks-'));
  preload = join(folder, 'preload.mjs');
  buildSync({
    entryPoints: [resolve('test/unit/instrument/support/preload.ts')],
    ...{ outfile: preload, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' },
  });
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return preload;
}

export const ALL_MODULES = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers', '@tensorflow/tfjs'];

export interface RunOptions {
  /** Modules whose namespace the hooks are told. */
  modules?: string[];
  env?: Record<string, string>;
  /** More arguments of Node, before the program. */
  node?: string[];
}

/** Runs test/unit/instrument/programs/NAME with the hooks. */
export function watch(name: string, { modules = ALL_MODULES, env = {}, node = [] }: RunOptions = {}): Watched {
  const out = join(mkdtempSync(join(tmpdir(), 'gradlens-told-')), 'told.json');
  const file = resolve(workspace, name);
  const stdout = run([...node, '--import', pathToFileURL(preloadFile()).href, file], {
    ...env,
    GRADLENS_TEST_OUT: out,
    GRADLENS_TEST_MODULES: modules.join(),
  });
  const told = JSON.parse(readFileSync(out, 'utf8'), revive) as Told[];
  rmSync(out);
  const of = <K extends Told['what']>(what: K) =>
    told.filter((entry) => entry.what === what) as Extract<Told, { what: K }>[];
  const trainings: TrainingPayload[] = [];
  for (const { id, payload } of of('training')) trainings[id] = payload;
  const order = told.map((entry) => `${entry.what} ${entry.id} ${'step' in entry ? entry.step : ''}`.trim());
  return { stdout, trainings, steps: of('step'), before: of('before'), metrics: of('metric'), order, file };
}

/** Runs the same program without the hooks. */
export function runPlain(name: string, { env = {}, node = [] }: RunOptions = {}): string {
  return run([...node, resolve(workspace, name)], env);
}

function run(args: string[], env: Record<string, string>): string {
  return execFileSync(process.execPath, args, {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Writes a program that a test made, and says what it is called. */
export function writeProgram(name: string, text: string): string {
  const file = join(mkdtempSync(join(workspace, 'written-')), name);
  writeFileSync(file, text);
  return file;
}

type Told =
  | { what: 'training'; id: number; payload: TrainingPayload }
  | { what: 'before'; id: number; step: number; measured: MeasuredStep }
  | { what: 'step'; id: number; step: number; payload: StepPayload; extras: StepExtras }
  | { what: 'metric'; id: number; step: number; payload: MetricPayload };

const WORDS = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);
function revive(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? (WORDS.get(value) ?? value) : value;
}
