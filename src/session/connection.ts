/**
 * A host's side of the control socket: connects as soon as the trainer listens, and matches answers with requests. A message
 * that is none of the trainer's renews the connection: the new welcome tells all that the lost message may have told.
 */
import { createConnection, type Socket } from 'node:net';
import type { FromTrainer, ToTrainer } from '../protocol/control.js';
import { isFromTrainer } from '../protocol/fromTrainer.js';
import { readLines, writeLine } from '../protocol/jsonLines.js';
import type { Measurement } from '../protocol/curvature.js';
import type { CodedError } from '../protocol/told.js';
import {
  conditionNotUnderstood,
  connectionRenewed,
  notMeasured,
  trainerMessageMalformed,
  trainerMisunderstood,
  trainerUnreachable,
} from './errors.js';

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
/** Malformed messages without a good one in between, welcomes aside, after which the connection is given up. */
const MOST_MALFORMED = 3;

export interface ConnectionTarget {
  socket: string;
  token: string;
  /** Whether trying to connect still makes sense. */
  isAlive(): boolean;
  onMessage(message: FromTrainer): void;
  /** A message was none of the trainer's; what that means for the user. */
  onTrouble(trouble: CodedError): void;
}

interface OpenRequest {
  message: Request;
  /** It is on its way, on a connection that may have broken since. */
  sent: boolean;
  resolve(step: number): void;
  reject(error: Error): void;
}

export function connectToTrainer(target: ConnectionTarget): Connection {
  /** The one that the trainer has welcomed. */
  let socket: Socket | null = null;
  let closed = false;
  let number = 0;
  let malformed = 0;
  let settleWelcome: (welcomed: boolean) => void = () => undefined;
  const welcomed = new Promise<boolean>((resolve) => (settleWelcome = resolve));
  const open = new Map<number, OpenRequest>();

  const end = (why: CodedError) => {
    if (closed) return;
    closed = true;
    settleWelcome(false);
    for (const { reject } of open.values()) reject(why);
    open.clear();
    socket?.destroy();
  };
  const misunderstood = (trial: Socket) => {
    if (socket === trial) socket = null;
    trial.destroy();
    if (++malformed < MOST_MALFORMED) return target.onTrouble(trainerMessageMalformed());
    target.onTrouble(trainerMisunderstood());
    end(trainerMisunderstood());
  };
  const send = (request: number, waiting: OpenRequest) => {
    if (!socket) return;
    waiting.sent = true;
    writeLine(socket, { ...waiting.message, request });
  };
  const settle = (request: number, error: CodedError | null, step = 0) => {
    const waiting = open.get(request);
    open.delete(request);
    if (error) waiting?.reject(error);
    else waiting?.resolve(step);
  };
  /** To ask again is harmless for everything but a step: what is measured twice is only recorded twice. */
  const sendOpen = () => {
    for (const [request, waiting] of open) {
      if (waiting.sent && waiting.message.type === 'step') settle(request, connectionRenewed());
      else send(request, waiting);
    }
  };
  const take = (value: FromTrainer, trial: Socket) => {
    if (value.type !== 'welcome') malformed = 0;
    switch (value.type) {
      case 'welcome':
        socket = trial;
        target.onMessage(value);
        settleWelcome(true);
        return sendOpen();
      case 'taken':
        return settle(value.request, null);
      case 'measured':
        return settle(value.request, value.error === null ? null : notMeasured(value.error), value.step);
      case 'pauseWhen':
        if (value.error === null) target.onMessage(value);
        if (value.request === null) return;
        return settle(value.request, value.error === null ? null : conditionNotUnderstood(value.error));
      default:
        return target.onMessage(value);
    }
  };
  const attempt = () => {
    if (closed) return;
    if (!target.isAlive()) return end(trainerUnreachable());
    const trial = createConnection(target.socket);
    let connected = false;
    let renew = false;
    trial.on('connect', () => {
      connected = true;
      if (closed) return void trial.destroy();
      writeLine(trial, { type: 'hello', token: target.token });
    });
    readLines(trial, (value) => {
      if (closed) return;
      if (isFromTrainer(value)) return take(value, trial);
      renew = true;
      misunderstood(trial);
    });
    trial.on('error', () => undefined);
    trial.on('close', () => {
      // Gone for good, or our token was refused; else it is not listening yet, or did not make sense.
      if (connected && !renew) end(trainerUnreachable());
      else setTimeout(attempt, TRY_EVERY);
    });
  };
  attempt();

  function ask(message: Request): Promise<number> {
    return new Promise((resolve, reject) => {
      void welcomed.then((there) => {
        if (!there || closed) return reject(malformed < MOST_MALFORMED ? trainerUnreachable() : trainerMisunderstood());
        const waiting = { message, sent: false, resolve, reject };
        open.set(++number, waiting);
        send(number, waiting);
      });
    });
  }

  return {
    welcomed,
    request: (message) => ask(message).then(() => undefined),
    measure: (training, what) => ask({ type: 'measure', training, what }),
    close: () => end(trainerUnreachable()),
  };
}
