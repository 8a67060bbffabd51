/** Starts a program under supervision. */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseCondition } from '../conditions/parse.js';
import type { ProgramInfo, RunInfo } from '../protocol/run.js';
import { RUN_SCHEMA } from '../protocol/run.js';
import { DEFAULT_MEASURE, type TrainerSettings } from '../protocol/settings.js';
import { writeRunFile } from '../runs/runFile.js';
import { SIZE_LIMIT } from '../runs/sizePolicy.js';
import { makeCommand, type Command } from './command.js';
import {
  conditionNotUnderstood,
  nodeMissing,
  programIsFolder,
  programMissing,
  runFolderNotWritable,
} from './errors.js';
import { sourceLines } from '../source/namedSourceMap.js';
import { closeRun, type ProcessEnd } from './outcome.js';
import { makeRunDirectory, projectFolder } from './runDirectory.js';
import type { Session, SessionOptions } from './session.js';
import { makeSocketPath } from './socketPath.js';
import { statementEnd } from './statementEnd.js';
import { STDERR_FILE, STDOUT_FILE, supervise } from './supervise.js';

const DEFAULT_GRACE_SECONDS = 10;

/** @throws CodedError where the program cannot be started at all: nothing was written then. */
export function startSession(options: SessionOptions): Session {
  const { lineEnd, ...program } = describeProgram(options);
  const parsed = options.pauseWhen ? parseCondition(options.pauseWhen) : null;
  if (parsed && !parsed.ok) throw conditionNotUnderstood(parsed.error.message);
  const startedAt = Date.now();
  const env = options.env ?? process.env;
  const control = { socket: makeSocketPath(), token: randomBytes(24).toString('hex') };
  const settings: TrainerSettings = {
    gradlens: options.gradlens,
    runDirectory: '',
    ...control,
    startedAt,
    program,
    lineEnd,
    backend: options.backend ?? null,
    tensorflow: options.tensorflow ?? 'auto',
    steps: options.steps ?? null,
    pauseWhen: options.pauseWhen ?? null,
    budget: options.budget ?? 0.2,
    rules: options.rules ?? {},
    measure: options.measure ?? DEFAULT_MEASURE,
    sizeLimit: options.sizeLimit ?? SIZE_LIMIT,
    graceSeconds: options.graceSeconds ?? DEFAULT_GRACE_SECONDS,
    nodeOptions: env['NODE_OPTIONS'] ?? null,
  };
  // A missing script must not leave a run behind.
  makeCommand(options.node, options.distribution, settings, env);
  settings.runDirectory = makeRunDirectory(program.file, options.runDirectory ?? null, startedAt);
  const info: RunInfo = {
    schema: RUN_SCHEMA,
    id: basename(settings.runDirectory),
    gradlens: options.gradlens,
    startedAt,
    endedAt: null,
    program,
    backend: null,
    versions: { node: '', tfjs: null },
    platform: `${process.platform} ${process.arch}`,
    gitCommit: gitCommit(dirname(program.file)),
    outcome: null,
    sources: [],
    control: { ...control, pid: 0 },
  };
  try {
    writeRunFile(settings.runDirectory, info);
  } catch (error) {
    throw runFolderNotWritable(settings.runDirectory, (error as NodeJS.ErrnoException).code ?? '');
  }
  return launch(makeCommand(options.node, options.distribution, settings, env), settings, info);
}

function launch(command: Command, settings: TrainerSettings, info: RunInfo): Session {
  const { runDirectory, program, socket, token } = settings;
  const logs = [STDOUT_FILE, STDERR_FILE].map((name) => openSync(join(runDirectory, name), 'a'));
  // Files instead of pipes: the program outlives a window that reloads, and its output is kept with the run.
  const child = spawn(command.command, command.args, {
    cwd: program.cwd,
    env: command.env,
    shell: command.shell,
    stdio: ['ignore', logs[0]!, logs[1]!],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  for (const log of logs) closeSync(log);
  const pid = child.pid ?? 0;
  writeRunFile(runDirectory, { ...info, control: { socket, token, pid } });
  let end: Pick<ProcessEnd, 'code' | 'signal' | 'refused'> = { code: null, signal: null, refused: null };
  const { session, gone } = supervise({
    runDirectory,
    program,
    socket,
    token,
    pid,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    outcome: (forced, told) =>
      closeRun(runDirectory, program, { ...end, forced, told, stderr: lastText(join(runDirectory, STDERR_FILE)) }),
  });
  child.on('error', () => {
    const { code, message, sentence, values } = nodeMissing(command.command);
    end.refused = { code, message, sentence, values: [...values], stack: null, file: null, line: null };
    gone();
  });
  child.on('exit', (code, signal) => {
    end = { ...end, code, signal };
    gone();
  });
  return session;
}

/** With the last line that is asked for, where one is. */
function describeProgram(options: SessionOptions): ProgramInfo & { lineEnd: number | null } {
  const file = resolve(options.file);
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw programMissing(file);
  if (found.isDirectory()) throw programIsFolder(file);
  const script = options.script ?? null;
  return {
    file,
    ...askedLine(options.lineFile ? resolve(options.lineFile) : null, file, options.line ?? null),
    script,
    args: options.args ?? [],
    cwd: options.cwd ?? (script === null ? process.cwd() : projectFolder(file)),
  };
}

/** A line of a compiled file is the lines of the source that its source map tells. */
function askedLine(lineFile: string | null, file: string, line: number | null) {
  if (line === null) return { line, lineFile, lineEnd: null };
  const asked = lineFile ?? file;
  const source = sourceLines(asked, line);
  const { first, last } = source ?? { first: line, last: line };
  const text = readFileSync(source?.file ?? asked, 'utf8');
  return { line: first, lineFile: source?.file ?? lineFile, lineEnd: Math.max(last, statementEnd(text, first)) };
}

function gitCommit(folder: string): string | null {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: folder, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

const LAST_TEXT = 8192;
function lastText(path: string): string {
  try {
    return readFileSync(path, 'utf8').slice(-LAST_TEXT);
  } catch {
    return '';
  }
}
