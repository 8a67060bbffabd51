/** A host's side of the control socket: connects as soon as the trainer listens, and matches answers with requests. */
import { createConnection, type Socket } from 'node:net';
import { isFromTrainer, type FromTrainer, type ToTrainer } from '../protocol/control.js';
import { readLines, writeLine } from '../protocol/jsonLines.js';
import type { Measurement } from '../protocol/curvature.js';
import { conditionNotUnderstood, notMeasured, trainerUnreachable } from './errors.js';

export interface Connection {
  /** Resolves when the trainer has taken the request; rejects where it cannot be reached any more. */
  request(message: Request): Promise<void>;
  /** Resolves with the step whose record is in the run; rejects with the sentence of why nothing was measured. */
  measure(training: number, what: Measurement): Promise<number>;
  close(): void;
  /** Resolves true when the trainer welcomed us, false where it never did. */
  readonly welcomed: Promise<boolean>;
}
type WithoutNumber<T> = T extends { request: number } ? Omit<T, 'request'> : never;
export type Request = WithoutNumber<ToTrainer>;

const TRY_EVERY = 20;

export interface ConnectionTarget {
  socket: string;
  token: string;
  /** Whether trying to connect still makes sense. */
  isAlive(): boolean;
  onMessage(message: FromTrainer): void;
  /** The trainer is gone, after we had been welcomed. */
  onLost(): void;
}

export function connectToTrainer(target: ConnectionTarget): Connection {
  let socket: Socket | null = null;
  let closed = false;
  let number = 0;
  let known = false;
  let settleWelcome: (welcomed: boolean) => void = () => undefined;
  const welcomed = new Promise<boolean>((resolve) => (settleWelcome = resolve));
  const open = new Map<number, { resolve(step: number): void; reject(error: Error): void }>();

  const end = () => {
    if (closed) return;
    closed = true;
    settleWelcome(false);
    for (const { reject } of open.values()) reject(trainerUnreachable());
    open.clear();
    if (known) target.onLost();
  };
  const take = (value: unknown) => {
    if (!isFromTrainer(value)) return void socket?.destroy();
    if (value.type === 'welcome') {
      known = true;
      settleWelcome(true);
    }
    if (value.type === 'taken' || (value.type === 'pauseWhen' && value.request !== null)) {
      const waiting = open.get(value.request!);
      open.delete(value.request!);
      if (value.type === 'pauseWhen' && value.error !== null) {
        waiting?.reject(conditionNotUnderstood(value.error));
        return;
      }
      if (value.type === 'pauseWhen') target.onMessage(value);
      waiting?.resolve(0);
      return;
    }
    if (value.type === 'measured') {
      const waiting = open.get(value.request);
      open.delete(value.request);
      if (value.error === null) waiting?.resolve(value.step);
      else waiting?.reject(notMeasured(value.error));
      return;
    }
    target.onMessage(value);
  };
  const attempt = () => {
    if (closed) return;
    if (!target.isAlive()) return end();
    const trial = createConnection(target.socket);
    trial.on('connect', () => {
      if (closed) return void trial.destroy();
      socket = trial;
      writeLine(trial, { type: 'hello', token: target.token });
    });
    readLines(trial, take);
    trial.on('error', () => undefined);
    // Not listening yet, or gone for good: a refused token closes the connection too, and is not tried again.
    trial.on('close', () => (socket === trial ? end() : setTimeout(attempt, TRY_EVERY)));
  };
  attempt();

  function ask(message: Request): Promise<number> {
    return new Promise((resolve, reject) => {
      void welcomed.then((there) => {
        if (!there || closed || !socket) return reject(trainerUnreachable());
        const request = ++number;
        open.set(request, { resolve, reject });
        writeLine(socket, { ...message, request });
      });
    });
  }

  return {
    welcomed,
    request: (message) => ask(message).then(() => undefined),
    measure: (training, what) => ask({ type: 'measure', training, what }),
    close() {
      known = false;
      end();
      socket?.destroy();
    },
  };
}
