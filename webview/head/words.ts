/** The words of the head. */
import { formatNumber } from '../../src/format/number.js';
import type { RunHead, RunState, SessionStatus, TrainingHead } from '../../src/protocol/inspector.js';
import type { TrainerPhase } from '../../src/protocol/control.js';
import type { IconName } from '../ui/icon.js';

export const stateWords: Record<RunState, { title: string; icon: IconName }> = {
  waiting: { title: 'Starting', icon: 'loading' },
  running: { title: 'Running', icon: 'circle-filled' },
  paused: { title: 'Paused', icon: 'debug-pause' },
  ended: { title: 'Ended', icon: 'check' },
  stopped: { title: 'Stopped', icon: 'debug-stop' },
  failed: { title: 'Ended with an error', icon: 'error' },
  damaged: { title: 'Damaged', icon: 'warning' },
};

export const phaseWords: Record<TrainerPhase, string> = {
  starting: 'Node',
  tensorflow: 'TensorFlow.js',
  backend: 'Backend',
  program: 'Program',
  training: 'First step',
};

/** The last part of a path of either kind. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** Where the training stands: its own line, else the line that was asked for. */
export function placeOf(run: RunHead, training: TrainingHead | null): { file: string; line: number } | null {
  const file = training?.file ?? run.program.lineFile ?? run.program.file;
  const line = training?.file ? training.line : run.program.line;
  return line === null ? null : { file, line };
}

/** `minimize, SGD`; in short `minimize`. */
export function trainingName(training: TrainingHead, short: boolean): string {
  const optimizer = training.optimizer?.name.replace(/Optimizer$/, '');
  return short || !optimizer ? training.callee : `${training.callee}, ${optimizer}`;
}

/** Names of all trainings; those that sound alike are told apart by their line, else by their number. */
export function trainingNames(trainings: readonly TrainingHead[], short: boolean): string[] {
  const names = trainings.map((training) => trainingName(training, short));
  const lines = trainings.map(({ line }) => line);
  return names.map((name, i) => {
    if (names.indexOf(name) === names.lastIndexOf(name)) return name;
    const line = lines[i] ?? null;
    const tells = line !== null && lines.indexOf(line) === lines.lastIndexOf(line);
    if (tells && short) return `${name}:${line}`;
    return tells ? `${name}, line ${line}` : `${name}, ${trainings[i]!.id + 1}`;
  });
}

/** Steps a second: one decimal below 100. */
export function speed(stepsPerSecond: number): string {
  return stepsPerSecond >= 1 && stepsPerSecond < 99.95 ? stepsPerSecond.toFixed(1) : formatNumber(stepsPerSecond);
}

/** @param digits after the point below ten seconds; else two below one second, then one */
export function seconds(milliseconds: number, digits?: number): string {
  const value = milliseconds / 1000;
  if (digits === undefined && value < 0.005) return '<0.01 s';
  return value < 10 ? `${value.toFixed(digits ?? (value < 1 ? 2 : 1))} s` : `${value.toFixed(0)} s`;
}

/** What a screen reader is told when the state changes. */
export function announcement(status: SessionStatus): string {
  const { title } = stateWords[status.state];
  if (status.state === 'paused') return `${title} before the update of step ${status.step + 1}`;
  if (status.state === 'failed') return `${title} at step ${status.step}: ${status.error?.message ?? 'unknown error'}`;
  return status.step > 0 ? `${title}, step ${status.step}` : title;
}
