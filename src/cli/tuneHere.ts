import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { extname, resolve } from 'node:path';
import { REPORT_SCHEMA } from '../protocol/report.js';
import type { TuneResult } from '../protocol/tune.js';
import { programMissing } from '../session/errors.js';
import { findNode } from '../session/nodeExecutable.js';
import { findLambdas, numbersNamed } from '../source/lambdas.js';
import { parseSource } from '../source/syntax.js';
import { theLambda } from '../tuning/chooseLambda.js';
import { localRunner } from '../tuning/localRunner.js';
import { ProgramFailed, tune } from '../tuning/tune.js';
import type { TuneRequest } from '../tuning/tuneRequest.js';
import type { TuneCommand } from './arguments/commands.js';
import { EXIT } from './exitStatus.js';
import { distribution, gradlensVersion } from './installation.js';
import { jsonValue } from './output/jsonNumber.js';
import { tuneLines, tuneProgress } from './output/tuneSummary.js';
import { onInterrupt, PROGRAMS } from './trainHere.js';
import { notAProgram } from './usageError.js';

/** `gradlens tune` in this process; resolves with the exit status. */
export async function tuneHere(command: TuneCommand): Promise<number> {
  const request = requestOf(command);
  const stop = new AbortController();
  const release = onInterrupt(() => stop.abort());
  let last: TuneResult | null = null;
  const onProgress = (result: TuneResult) => {
    last = result;
    if (!command.json) progress(tuneProgress(result));
  };
  try {
    const result = await tune(request, { runner: localRunner, signal: stop.signal, onProgress });
    finish(command, result);
    return result.stopped === 'user' ? EXIT.user : result.best === null ? EXIT.programFailed : EXIT.healthy;
  } catch (error) {
    if (error instanceof ProgramFailed) {
      process.stderr.write(`${error.message}\n`);
      finish(command, error.result);
      return EXIT.programFailed;
    }
    // In every case but wrong use there is an object on stdout.
    if (last !== null && command.json && !isTold(error)) print({ ...(last as TuneResult), stopped: 'error' });
    throw error;
  } finally {
    release();
    if (!command.json) progress('');
  }
}

function requestOf(command: TuneCommand): TuneRequest {
  const given = resolve(command.file);
  if (!existsSync(given)) throw programMissing(given);
  if (!PROGRAMS.includes(extname(given))) throw notAProgram(command.file);
  // Node names modules by their real paths.
  const file = realpathSync(given);
  const source = parseSource(readFileSync(file, 'utf8'), file);
  const wish = { file: command.file, line: command.line, name: command.lambda };
  const named = command.lambda === null ? [] : numbersNamed(source, command.lambda);
  return {
    program: { file, args: command.args, cwd: process.cwd() },
    lambda: { ...theLambda(wish, findLambdas(source), named), file },
    values: command.values,
    folds: command.folds,
    metric: command.metric,
    jobs: command.jobs ?? availableParallelism(),
    node: findNode({ setting: null, own: process.execPath, env: process.env, platform: process.platform }),
    distribution: distribution(),
    gradlens: gradlensVersion(),
  };
}

function finish(command: TuneCommand, result: TuneResult): void {
  if (command.json) print(result);
  else process.stdout.write(`${tuneLines(result).join('\n')}\n`);
}

function print(result: TuneResult): void {
  const report = { schema: REPORT_SCHEMA, gradlens: gradlensVersion(), tune: jsonValue(result) };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

const isTold = (error: unknown) => typeof (error as { code?: unknown }).code === 'string';

/** One line that is written over, or a line for each run where this is no terminal. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  else if (text !== '') process.stderr.write(`${text}\n`);
}
