/** The program's side of the control thread: starts it, tells it what happens, and reads its mailbox without yielding. */
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { TrainerSettings } from '../protocol/settings.js';
import { FLAG, makeFlags } from './flags.js';
import type { ControlThreadData, ToControlThread, ToProgramThread } from './threadMessages.js';

export interface Control {
  flags: Int32Array;
  /** The other end of the control thread's channel to the curvature thread. */
  curvature: MessagePort;
  tell(message: ToControlThread): void;
  /** Next unread message; costs one atomic read where there is none. */
  nextMail(): ToProgramThread | null;
}

export function startControl(settings: TrainerSettings): Control {
  const flags = makeFlags();
  const { port1: ours, port2: theirs } = new MessageChannel();
  const { port1: curvature, port2: measuring } = new MessageChannel();
  const data: ControlThreadData = {
    flags,
    socket: settings.socket,
    token: settings.token,
    runDirectory: settings.runDirectory,
    graceSeconds: settings.graceSeconds,
    pauseWhen: settings.pauseWhen,
    mailbox: theirs,
    measuring,
  };
  // Nothing of the program's own options may reach the thread, and nothing of the thread may keep the program alive.
  const thread = new Worker(new URL('./controlThread.mjs', import.meta.url), {
    workerData: data,
    transferList: [theirs, measuring],
    execArgv: [],
    env: {},
    stdout: false,
    stderr: false,
  });
  thread.unref();
  thread.on('error', () => undefined);
  ours.unref();
  let read = 0;
  return {
    flags,
    curvature,
    tell: (message) => ours.postMessage(message),
    nextMail() {
      if (Atomics.load(flags, FLAG.mail) === read) return null;
      const mail = receiveMessageOnPort(ours) as { message: ToProgramThread } | undefined;
      if (!mail) return null;
      read++;
      return mail.message;
    },
  };
}
