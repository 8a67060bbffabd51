/** The small LeNet in training on 2,000 digits: weights at four steps, and λ1 of all the digits there (scripts/trainDigits.ts). */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openHessianSession, type HessianSession } from '../../src/curvature/operators/hessianSession.js';
import type { Random } from '../../src/curvature/random.js';
import type { TensorflowCore } from '../../src/tensorflow/core.js';
import { readDigits } from './digits.js';
import { leNetLoss, weightTensors } from './smallLeNet.js';

export interface Snapshot {
  step: number;
  lambda1: number;
  weights: Float32Array;
}

interface TrainedFile {
  digits: number;
  snapshots: { step: number; lambda1: number; weights: string }[];
}

function readFile(): TrainedFile {
  const file = path.join(import.meta.dirname, '..', 'reference', 'digits_lenet.json');
  return JSON.parse(readFileSync(file, 'utf8')) as TrainedFile;
}

export function readSnapshots(): Snapshot[] {
  return readFile().snapshots.map(({ step, lambda1, weights }) => {
    const bytes = Uint8Array.from(Buffer.from(weights, 'base64'));
    return { step, lambda1, weights: new Float32Array(bytes.buffer) };
  });
}

/** Draws sub-batches as a training does, and opens their Hessians. */
export function subBatchDraws(core: TensorflowCore, { batches, batchSize }: { batches: number; batchSize: number }) {
  const files = readDigits();
  const { digits } = readFile();
  return ({ weights }: Snapshot, random: Random) => {
    const tensors = weightTensors(core, weights);
    const drawn = Array.from({ length: batches }, () =>
      files.take(
        core,
        Array.from({ length: batchSize }, () => Math.floor(random.uniform() * digits)),
      ),
    );
    const sessions: HessianSession[] = drawn.map((batch) =>
      openHessianSession(core, (at) => leNetLoss(core, at, batch), tensors),
    );
    const dispose = () => {
      for (const session of sessions) session.dispose();
      for (const { images, labels } of drawn) core.dispose([images, labels]);
      core.dispose(tensors);
    };
    return { sessions, dispose };
  };
}
