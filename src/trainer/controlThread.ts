/**
 * The control thread: owns the local socket, so that a host can pause, step, resume and stop a program whose own thread
 * never yields. It keeps nothing alive and ends with the process.
 */
import { createServer, type Socket } from 'node:net';
import { workerData } from 'node:worker_threads';
import { checkNames } from '../conditions/evaluate.js';
import { parseCondition } from '../conditions/parse.js';
import {
  isToTrainer,
  type FromTrainer,
  type PauseReason,
  type PhaseMark,
  type ToTrainer,
} from '../protocol/control.js';
import type { BackendInfo } from '../protocol/run.js';
import type { MeasureAnswer, MeasureRequest } from './curvature/threadMessages.js';
import { FLAG, PAUSED_BY, wake } from './flags.js';
import { readLines, writeLine } from '../protocol/jsonLines.js';
import type { ControlThreadData, ToControlThread, ToProgramThread } from './threadMessages.js';

const data = workerData as ControlThreadData;
const { flags } = data;
const hosts = new Set<Socket>();
const phases: PhaseMark[] = [];
let standing: 'starting' | 'running' | 'paused' | 'stopping' = 'starting';
let pause: PauseReason | null = null;
let backend: BackendInfo | null = null;
let recordingStopped: string | null = null;
let pauseWhen = data.pauseWhen;
/** Names of all variables that are trained. */
const variables: string[] = [];

const state = (): FromTrainer => ({
  type: 'state',
  state: {
    state: standing,
    training: Atomics.load(flags, FLAG.training),
    step: Atomics.load(flags, FLAG.step),
    pause,
  },
});
const tellAll = (message: FromTrainer) => {
  for (const host of hosts) writeLine(host, message);
};

data.mailbox.on('message', (message: ToControlThread) => {
  if (message.type === 'standing') {
    standing = message.state;
    pause = message.pause;
    tellAll(state());
    return;
  }
  if (message.type === 'measuring') {
    measuring = true;
    return;
  }
  if (message.type === 'variables') {
    variables.push(...message.names);
    return;
  }
  if (message.type === 'phase') {
    phases.push({ phase: message.phase, milliseconds: message.milliseconds });
    if (message.phase === 'program') standing = 'running';
  }
  if (message.type === 'backend') backend = message.backend;
  if (message.type === 'recordingStopped') recordingStopped = message.reason;
  tellAll(message);
  if (message.type === 'phase' && message.phase === 'program') tellAll(state());
});

createServer((host) => {
  let known = false;
  host.on('error', () => host.destroy());
  host.on('close', () => {
    hosts.delete(host);
    if (known && hosts.size === 0) waitForHost();
  });
  readLines(host, (value) => {
    if (!isToTrainer(value) || (value.type !== 'hello') !== known) return host.destroy();
    if (value.type !== 'hello') return void obey(value, host);
    if (value.token !== data.token) return host.destroy();
    known = true;
    hosts.add(host);
    clearTimeout(grace);
    writeLine(host, welcome());
    return undefined;
  });
}).listen(data.socket);

function welcome(): FromTrainer {
  const now = state() as Extract<FromTrainer, { type: 'state' }>;
  return {
    type: 'welcome',
    pid: process.pid,
    runDirectory: data.runDirectory,
    state: now.state,
    backend,
    phases,
    pauseWhen,
    recordingStopped,
  };
}

async function obey(message: Exclude<ToTrainer, { type: 'hello' }>, host: Socket): Promise<void> {
  switch (message.type) {
    case 'pause':
      Atomics.store(flags, FLAG.stepsLeft, 0);
      Atomics.compareExchange(flags, FLAG.pause, PAUSED_BY.nobody, PAUSED_BY.user);
      await noUpdateUnderWay();
      break;
    case 'resume':
      Atomics.store(flags, FLAG.stepsLeft, 0);
      Atomics.store(flags, FLAG.pause, PAUSED_BY.nobody);
      wake(flags);
      break;
    case 'step':
      Atomics.store(flags, FLAG.stepTraining, message.training ?? -1);
      Atomics.store(flags, FLAG.stepsLeft, message.count);
      Atomics.store(flags, FLAG.pause, PAUSED_BY.nobody);
      wake(flags);
      break;
    case 'stop':
      Atomics.store(flags, FLAG.stop, 1);
      wake(flags);
      break;
    case 'pauseWhen':
      setCondition(message, host);
      return;
    case 'measure':
      measure(message, host);
      return;
  }
  writeLine(host, { type: 'taken', request: message.request });
}

/** Measuring takes long: the curvature thread answers when it is done. */
function measure({ request, training, what }: Extract<ToTrainer, { type: 'measure' }>, host: Socket): void {
  if (!measuring) {
    const error = 'Nothing can be measured yet: no loss of this program is recorded.';
    return writeLine(host, { type: 'measured', request, step: 0, error });
  }
  const number = ++measureCount;
  measureRequests.set(number, { host, request });
  data.measuring.postMessage({ training, what, request: number } satisfies MeasureRequest);
}
let measuring = false;
let measureCount = 0;
const measureRequests = new Map<number, { host: Socket; request: number }>();
data.measuring.on('message', ({ request, step, error }: MeasureAnswer) => {
  const asked = measureRequests.get(request);
  measureRequests.delete(request);
  if (asked) writeLine(asked.host, { type: 'measured', request: asked.request, step, error });
});
data.measuring.unref();

/** The pause is in force when the update that may be under way has been recorded, or stands. */
async function noUpdateUnderWay(): Promise<void> {
  while (Atomics.load(flags, FLAG.updating) !== 0 && Atomics.load(flags, FLAG.held) === 0) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function setCondition(message: Extract<ToTrainer, { type: 'pauseWhen' }>, host: Socket): void {
  const { request, condition } = message;
  const parsed = condition === null ? null : parseCondition(condition);
  const errors = parsed?.ok ? checkNames(parsed.condition, variables) : [];
  const error = parsed && !parsed.ok ? parsed.error : variables.length > 0 ? errors[0] : undefined;
  if (error) {
    writeLine(host, { type: 'pauseWhen', request, condition, error: error.message });
    return;
  }
  pauseWhen = condition;
  data.mailbox.postMessage({ type: 'pauseWhen', condition } satisfies ToProgramThread);
  Atomics.add(flags, FLAG.mail, 1);
  for (const each of hosts) {
    writeLine(each, { type: 'pauseWhen', request: each === host ? request : null, condition, error: null });
  }
}

// A closed window ends its program, after the time that a reload may take.
let grace: NodeJS.Timeout | undefined;
function waitForHost(): void {
  clearTimeout(grace);
  grace = setTimeout(endProgram, data.graceSeconds * 1000);
}
waitForHost();

const FORCE_AFTER = 1000;
function endProgram(): void {
  Atomics.store(flags, FLAG.stop, 1);
  wake(flags);
  setTimeout(() => process.kill(process.pid, 'SIGTERM'), FORCE_AFTER);
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2 * FORCE_AFTER);
}
