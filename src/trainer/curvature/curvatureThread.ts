/**
 * The curvature thread: a TensorFlow.js of its own on wasm with our training kernels, all repairs of second derivatives
 * installed for good, measuring on the recorded loss beside the training. It keeps nothing alive and ends with the process.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { installRepairs } from '../../autodiff/repairs.js';
import { startWasm } from '../../backends/wasm/startWasm.js';
import { reasonOf } from '../../probes/curvature/notMeasured.js';
import { sourceNames } from '../../probes/terms/sourceNames.js';
import type { CurvaturePayload } from '../../protocol/records.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { checkpointFiles } from './checkpoints.js';
import { openCurvatureRecords } from './curvatureRecords.js';
import {
  CURVATURE_FLAG,
  type CurvatureThreadData,
  type LinesRequest,
  type MeasureAnswer,
  type MeasureRequest,
  type ToCurvatureThread,
} from './threadMessages.js';
import { makeLineProbe } from './lineProbe.js';
import { trainingThread, type TrainingThread } from './trainingThread.js';

/** Not yet in the types of the language version that we compile for. */
const { waitAsync } = Atomics as unknown as {
  waitAsync(words: Int32Array, index: number, value: number): { value: string | Promise<string> };
};
const data = workerData as CurvatureThreadData;
const { flags, requests, settings, assets } = data;

/** The program's thread may never turn to its events: a flag tells it that this thread is gone. */
process.on('uncaughtExceptionMonitor', () => {
  Atomics.store(flags, CURVATURE_FLAG.failed, 1);
  for (const flag of [CURVATURE_FLAG.ended, CURVATURE_FLAG.answered, CURVATURE_FLAG.anchored])
    Atomics.notify(flags, flag);
});

/** Linux lowers the priority of this thread alone; elsewhere it would be that of the user's process. */
const isLow = process.platform === 'linux' && settings.every === null;
if (isLow) setPriority(0, constants.priority.PRIORITY_LOW);

/** When the program is over nothing is slowed any more, and a person waits. */
function raisePriority(): void {
  try {
    if (isLow) setPriority(0, constants.priority.PRIORITY_NORMAL);
  } catch {
    // Many systems let a user lower a priority only.
  }
}

const core = createRequire(join(assets, 'core.cjs'))('./core.cjs') as TensorflowCore;
await startWasm(core, assets, null);
installRepairs(core);

const evaluation = { thread: new URL('./evaluationThread.mjs', import.meta.url), assets };
const names = sourceNames(readText);
const trainings = new Map<number, TrainingThread>();
let tracking = false;
let sinceTrack = performance.now();
let trackTook = 0;

const isHurried = () => Atomics.load(flags, CURVATURE_FLAG.hurry) !== 0;

/** Before each product. A long measurement gives half of its time to the track. */
function heartbeat(): void {
  Atomics.add(flags, CURVATURE_FLAG.heartbeat, 1);
  if (isHurried()) throw new Error('the program ended before it was measured');
  if (tracking || ending || performance.now() - sinceTrack < trackTook) return;
  takeSnapshots();
}
const records = openCurvatureRecords(data.runDirectory, data.sizeLimit);
const checkpoints = checkpointFiles(data.runDirectory, records);
const asked: MeasureRequest[] = [];
const lines: LinesRequest[] = [];
const lineProbe = makeLineProbe(core);
let ending: Extract<ToCurvatureThread, { type: 'end' }> | null = null;

requests.on('message', (request: MeasureRequest) => {
  asked.push(request);
  Atomics.add(flags, CURVATURE_FLAG.wake, 1);
  Atomics.notify(flags, CURVATURE_FLAG.wake);
});

function trainingOf(id: number): TrainingThread {
  let found = trainings.get(id);
  if (!found) {
    const record: typeof records.append = (kind, ...rest) => {
      records.append(kind, ...rest);
      const isBracket = kind === 'curvature' && (rest[2] as CurvaturePayload).measured !== 'track';
      if (isBracket) Atomics.add(flags, CURVATURE_FLAG.anchored, 1);
    };
    trainings.set(id, (found = trainingThread(id, { core, settings, evaluation, names, heartbeat, record })));
  }
  return found;
}

function take(message: ToCurvatureThread): void {
  switch (message.type) {
    case 'program':
      return trainingOf(message.training).addProgram(message, message.wholeData);
    case 'update':
      return trainingOf(message.training).addUpdate(message.update);
    case 'training':
      return trainingOf(message.training.id).start(message.training);
    case 'lines':
      lines.push(message.request);
      return;
    case 'checkpoint':
      checkpoints.write(message.content, message.kept);
      checkpoints.drop(message.content.training, message.dropped);
      return;
    case 'end':
      ending = message;
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Everything that lies there; answers whether anything was measured. */
function takeSnapshots(): boolean {
  let worked = false;
  tracking = true;
  const begun = performance.now();
  for (const training of trainings.values()) {
    const number = training.next();
    if (number === null) continue;
    worked = true;
    Atomics.store(flags, CURVATURE_FLAG.answered, number);
    Atomics.notify(flags, CURVATURE_FLAG.answered);
  }
  tracking = false;
  sinceTrack = performance.now();
  trackTook = sinceTrack - begun;
  return worked;
}

/** One of those that wait; answers whether there was one. */
function measureLines(): boolean {
  const request = lines.shift();
  if (!request) return false;
  const begun = performance.now();
  records.append('lines', request.training, request.step, lineProbe.measure(request));
  Atomics.store(flags, CURVATURE_FLAG.linesTook, 1000 * (performance.now() - begun));
  Atomics.add(flags, CURVATURE_FLAG.lines, 1);
  return true;
}

async function answer(request: MeasureRequest): Promise<void> {
  let reply: MeasureAnswer;
  // What is asked for is measured at the newest weights.
  while (takeSnapshots());
  try {
    const step = await trainingOf(request.training).measure(request.what);
    reply = { ...request, step, error: null };
  } catch (error) {
    reply = { ...request, step: 0, error: reasonOf(error, 0) };
  }
  requests.postMessage(reply);
}

async function end({ final, newest, queued }: Extract<ToCurvatureThread, { type: 'end' }>): Promise<void> {
  records.ending();
  raisePriority();
  if (final && !isHurried()) {
    // What takes long without a product (float64 in a thread of its own) shows that it is alive.
    const beat = setInterval(() => Atomics.add(flags, CURVATURE_FLAG.heartbeat, 1), 1000);
    while (!isHurried() && measureLines());
    for (const { training, step, payload } of lineProbe.finish()) records.append('lines', training, step, payload);
    for (const { training, at } of newest) await trainings.get(training)?.finish(at);
    clearInterval(beat);
  }
  for (const training of trainings.values()) while (!isHurried() && training.termsDue());
  // The bracket comes first: of the steps that still wait, as many as there is time for.
  const until = performance.now() + queued;
  while (!isHurried() && performance.now() < until && takeSnapshots());
  for (const { training, at } of newest) trainings.get(training)?.leaveOut(at.step);
  records.close();
  Atomics.store(flags, CURVATURE_FLAG.ended, 1);
  Atomics.notify(flags, CURVATURE_FLAG.ended);
}

for (;;) {
  const seen = Atomics.load(flags, CURVATURE_FLAG.wake);
  Atomics.add(flags, CURVATURE_FLAG.heartbeat, 1);
  for (let mail = receiveMessageOnPort(parentPort!); mail; mail = receiveMessageOnPort(parentPort!)) {
    take((mail as { message: ToCurvatureThread }).message);
  }
  const request = asked.shift();
  if (request) await answer(request);
  if (ending) {
    await end(ending);
    break;
  }
  let worked = !isHurried() && takeSnapshots();
  worked = measureLines() || worked;
  for (const training of trainings.values()) worked = training.termsDue() || training.anchorDue() || worked;
  // Requests come in between: the event loop turns once a round.
  if (worked || request) await new Promise(setImmediate);
  else await waitAsync(flags, CURVATURE_FLAG.wake, seen).value;
}
