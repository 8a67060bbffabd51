import { existsSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { findNode } from '../session/nodeExecutable.js';
import { signalTree } from '../session/processTree.js';
import type { SessionOptions } from '../session/session.js';
import { startSession } from '../session/startSession.js';
import type { TrainCommand } from './arguments/commands.js';
import { distribution, gradlensVersion } from './installation.js';
import { followRun, loadRun, processOf } from './recordedRun.js';
import { train, type TrainHost } from './train.js';
import { notAProgram, runExists } from './usageError.js';
import { plainView, quietView } from './views/plainView.js';
import { terminalView } from './views/terminalView.js';
import type { TrainView, Write } from './views/view.js';

export const PROGRAMS = ['.js', '.cjs', '.mjs', '.ts', '.cts', '.mts'];

/** `gradlens train` in this process: its terminal, its signals, its Node. */
export function trainHere(command: TrainCommand): Promise<number> {
  const file = resolve(command.file);
  if (existsSync(file) && !PROGRAMS.includes(extname(file))) throw notAProgram(command.file);
  const runDirectory = command.run === null ? null : resolve(command.run);
  if (runDirectory !== null && existsSync(join(runDirectory, 'run.json'))) throw runExists(command.run!);
  const options: SessionOptions = {
    file,
    line: command.line,
    script: command.script,
    args: command.args,
    node: findNode({ setting: null, own: process.execPath, env: process.env, platform: process.platform }),
    distribution: distribution(),
    gradlens: gradlensVersion(),
    backend: command.backend,
    steps: command.steps,
    pauseWhen: command.pauseWhen,
    measure: command.measure,
    ...(command.rules === null ? {} : { rules: command.rules }),
    ...(command.budget === null ? {} : { budget: command.budget }),
    runDirectory,
  };
  const onTerminal = process.stderr.isTTY && !command.json && !command.plain;
  const host: TrainHost = {
    start: startSession,
    follow: followRun,
    read: loadRun,
    view: makeView(command, onTerminal),
    write,
    keys: onTerminal && process.stdin.isTTY ? process.stdin : null,
    onInterrupt,
    kill(session) {
      const pid = processOf(session.runDirectory);
      if (pid !== null) signalTree(pid, 'SIGKILL');
    },
  };
  return train(command, options, host);
}

const write: Write = (stream, text) => void process[stream].write(text);

function makeView({ json, steps }: TrainCommand, onTerminal: boolean): TrainView {
  if (json) return quietView(write);
  if (!onTerminal) return plainView({ write, now: () => performance.now(), steps });
  const streams = { stdout: process.stdout.isTTY, stderr: process.stderr.isTTY };
  return terminalView({ terminal: process.stderr, write, onTerminal: streams, steps });
}

/** The program leads a process group of its own: a terminal's Ctrl-C reaches only this process. */
export function onInterrupt(listener: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
