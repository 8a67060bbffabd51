import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TUNE_VARIABLE, type TuneJobResult, type TuneJobSettings } from '../../../src/protocol/tune.js';
import { CodedError } from '../../../src/protocol/told.js';
import { findLambdas } from '../../../src/source/lambdas.js';
import { parseSource } from '../../../src/source/syntax.js';
import { defaultGrid, logGrid, widerGrid } from '../../../src/tuning/lambdaGrid.js';
import type { JobEnd, Runner } from '../../../src/tuning/runner.js';
import { ProgramFailed, tune } from '../../../src/tuning/tune.js';
import type { TuneRequest } from '../../../src/tuning/tuneRequest.js';

const NOTHING: TuneJobResult = {
  ...{ validation: null, training: null, notFinite: false, samples: null, reported: [], coefficients: null },
  ...{ problem: null, milliseconds: 1 },
};
type Fake = (lambda: number, fold: number | null, settings: TuneJobSettings) => Partial<TuneJobResult> | number | null;

/** What a job would do, without one: a number is an exit code. */
class FakeRunner implements Runner {
  readonly ran: string[] = [];
  running = 0;
  most = 0;
  constructor(private readonly fake: Fake) {}
  async run(job: Parameters<Runner['run']>[0], signal: AbortSignal): Promise<JobEnd> {
    signal.throwIfAborted();
    const settings = JSON.parse(job.env[TUNE_VARIABLE]!) as TuneJobSettings;
    this.ran.push(`${settings.lambda.text}/${settings.fold?.index ?? 'all'}`);
    this.most = Math.max(this.most, ++this.running);
    await new Promise((resolve) => setImmediate(resolve));
    this.running -= 1;
    signal.throwIfAborted();
    const made = this.fake(Number(settings.lambda.text), settings.fold?.index ?? null, settings);
    if (typeof made === 'number') return { result: null, code: made, output: 'at x\nTypeError: no\n    at y\n' };
    return { result: made && { ...NOTHING, ...made }, code: made ? 0 : null, output: '' };
  }
}

describe('tuning', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'gradlens-tune-')));
    writeFileSync(join(folder, 'package.json'), '{}');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function requestOf(changes: Partial<TuneRequest> = {}, text = 'const lambda = 0.1;'): TuneRequest {
    const file = join(folder, 'train.js');
    writeFileSync(file, text);
    const [lambda] = findLambdas(parseSource(text, file)).numbers;
    return {
      program: { file, args: [], cwd: folder },
      lambda: { ...lambda!, file },
      ...{ values: [0.01, 0.1, 1], folds: null, metric: null, jobs: 2 },
      ...{ node: { path: 'node', env: {} }, distribution: '/dist', gradlens: '0.1.0' },
      ...changes,
    };
  }
  const run = (fake: Fake, changes: Partial<TuneRequest> = {}, text?: string, stop = new AbortController()) => {
    const runner = new FakeRunner(fake);
    const progress: number[] = [];
    const result = tune(requestOf(changes, text), {
      runner,
      signal: stop.signal,
      onProgress: ({ jobs }) => void progress.push(jobs.done),
    });
    return { runner, progress, result };
  };
  /** Fold f of λ: lowest at 0.1. */
  const folded: Fake = (lambda, fold) => ({
    ...{ samples: 20, training: lambda },
    validation: (Math.log10(lambda) + 1) ** 2 + (fold ?? 0) / 10,
  });
  const refusal = (code: string) => (error: unknown) => error instanceof CodedError && error.code === code;

  it('leaves out each fold once with each value, a few jobs at a time', async () => {
    const { runner, result, progress } = run(folded);
    const { values, best, oneStandardError, folds, jobs, deterministic } = await result;
    assert.deepEqual(folds, { count: 5, samples: 20, seed: 1 });
    assert.equal(new Set(runner.ran).size, 15);
    // One more: whether the program is the same twice.
    assert.equal(runner.ran.length, 16);
    assert.equal(runner.most, 2);
    assert.deepEqual([best, oneStandardError, deterministic], [1, 1, true]);
    assert.deepEqual(jobs, { planned: 15, done: 15, failed: 0, reused: 0 });
    assert.equal(progress.at(-1), 15);
    assert.ok(Math.abs(values[1]!.validation.mean! - 0.2) < 1e-12);
    assert.ok(Math.abs(values[1]!.validation.standardError! - Math.sqrt(0.025 / 5)) < 1e-12);
    assert.deepEqual(
      values[1]!.runs.map(({ fold }) => fold),
      [0, 1, 2, 3, 4],
    );
  });

  it('takes the program’s own validation where no data is given to fit', async () => {
    const { runner, result } = run((lambda) => ({ validation: lambda, training: 1 }));
    const { folds, values, best, oneStandardError } = await result;
    assert.deepEqual([folds, best, oneStandardError], [null, 0, null]);
    assert.deepEqual(
      values.map(({ validation }) => validation.mean),
      [0.01, 0.1, 1],
    );
    assert.equal(runner.ran.length, 4);
    await assert.rejects(run((lambda) => ({ validation: lambda }), { folds: 4 }).result, refusal('no-fit-data'));
  });

  it('repeats a program that is not the same twice, and shows the spread', async () => {
    let count = 0;
    const { result } = run((lambda) => ({ validation: lambda + 0.01 * (count++ % 3), training: 1 }));
    const { deterministic, repeats, values } = await result;
    assert.deepEqual([deterministic, repeats], [false, 3]);
    assert.ok(
      values.every(({ runs, spread, validation }) => runs.length === 3 && spread! > 0 && validation.standardError! > 0),
    );
  });

  it('counts NaN and crashes as failed, never as best', async () => {
    const { result } = run((lambda, fold, settings) =>
      lambda === 1
        ? 7
        : lambda === 0.01 && fold === 3
          ? { samples: 20, notFinite: true }
          : folded(lambda, fold, settings),
    );
    const { values, best, jobs } = await result;
    assert.deepEqual(
      values.map(({ failed }) => failed),
      ['The validation is NaN or infinite.', null, 'TypeError: no'],
    );
    assert.deepEqual([best, jobs.failed, values[0]!.validation.mean], [1, 6, null]);
  });

  it('tries a crash again, and keeps NaN', async () => {
    const crashing: Fake = (lambda, fold, settings) =>
      lambda === 1 ? 7 : lambda === 0.01 ? { samples: 20, notFinite: true } : folded(lambda, fold, settings);
    await run(crashing).result;
    const second = run(folded);
    const { values, jobs } = await second.result;
    assert.deepEqual(
      values.map(({ failed }) => failed),
      ['The validation is NaN or infinite.', null, null],
    );
    assert.deepEqual([jobs.done, second.runner.ran.length], [15, 5]);
  });

  it('ends at once where the program fails with its own λ', async () => {
    const { runner, result } = run(() => 1);
    await assert.rejects(result, (error) => error instanceof ProgramFailed && error.message === 'TypeError: no');
    assert.equal(runner.ran.length, 2);
  });

  it('goes on where it was stopped, also after the best λ was applied, but not after another edit', async () => {
    const stop = new AbortController();
    let calls = 0;
    const first = run((...given) => (++calls === 6 && stop.abort(), folded(...given)), { jobs: 1 }, undefined, stop);
    const ended = await first.result;
    assert.equal(ended.stopped, 'user');
    assert.deepEqual([ended.jobs.done, ended.jobs.planned, ended.best], [5, 15, null]);
    const second = run(folded, {}, 'const lambda = 0.05;');
    const { jobs, best } = await second.result;
    assert.deepEqual([jobs.done, jobs.reused, best], [15, 6, 1]);
    assert.equal(second.runner.ran.length, 10);
    const edited = run(folded, {}, 'const lambda = 0.1; console.log(1);');
    assert.equal((await edited.result).jobs.reused, 0);
  });

  it('says what to mend: too few samples, no validation, another metric, a λ that is not loaded', async () => {
    const problem = { code: 'fold-too-small', message: 'm', sentence: 's', values: [] };
    await assert.rejects(run(() => ({ problem })).result, refusal('fold-too-small'));
    await assert.rejects(run(() => ({})).result, refusal('no-validation'));
    const other = run(() => ({ reported: ['val_acc'] }), { metric: 'auc' }).result;
    await assert.rejects(other, /reports no auc of a validation, only val_acc: name one with --metric/);
    const request = requestOf();
    const elsewhere = { ...request, lambda: { ...request.lambda, file: join(folder, 'other.js') } };
    const host = { runner: new FakeRunner(folded), signal: new AbortController().signal, onProgress: () => undefined };
    await assert.rejects(tune(elsewhere, host), refusal('lambda-not-loaded'));
    writeFileSync(request.lambda.file, '// moved\nconst lambda = 0.1;');
    await assert.rejects(tune(request, host), refusal('lambda-moved'));
  });

  it('trains linear models on all data too, for their coefficients', async () => {
    const { result } = run((lambda, fold, settings) => ({
      ...(folded(lambda, fold, settings) as object),
      coefficients: [lambda, fold ?? 9],
    }));
    const { values, jobs } = await result;
    assert.equal(jobs.done, 18);
    assert.deepEqual(
      values.map(({ coefficients }) => coefficients),
      [
        [0.01, 9],
        [0.1, 9],
        [1, 9],
      ],
    );
  });
});

describe('values of λ', () => {
  it('are half decades around the program’s own', () => {
    assert.deepEqual(defaultGrid(0.02), [0.0002, 0.000632456, 0.002, 0.00632456, 0.02, 0.0632456, 0.2, 0.632456, 2]);
    assert.equal(defaultGrid(0)[4], 1e-3);
    assert.deepEqual(logGrid(0.001, 10, 5), [0.001, 0.01, 0.1, 1, 10]);
  });
  it('go on where the best stands at an end, by the same steps', () => {
    assert.deepEqual(widerGrid([0, 0.1, 1], 'low'), [0, 0.001, 0.00316228, 0.01, 0.0316228, 0.1, 1]);
    assert.deepEqual(widerGrid([0.1, 1], 'high'), [0.1, 1, 3.16228, 10, 31.6228, 100]);
  });
});
