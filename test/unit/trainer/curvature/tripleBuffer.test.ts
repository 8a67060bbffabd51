import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { readSnapshot, type SnapshotShape } from '../../../../src/trainer/curvature/snapshot.js';
import {
  tripleBufferBytes,
  tripleBufferReader,
  tripleBufferWriter,
} from '../../../../src/trainer/curvature/tripleBuffer.js';

const shape: SnapshotShape = { weights: 1000, accumulators: ['accumulatedSecondMoment'] };

describe('the triple buffer', () => {
  it('gives the newest snapshot, once', () => {
    const memory = new SharedArrayBuffer(tripleBufferBytes(shape));
    const [writer, reader] = [
      tripleBufferWriter(memory, shape, new Float32Array(1000).fill(7)),
      tripleBufferReader(memory, shape),
    ];
    assert.equal(reader.take(), null);
    for (const step of [1, 2, 3]) writer.publish((slot) => slot.head.set([step, 0.5]));
    assert.equal(reader.take()!.head[0], 3);
    assert.equal(reader.take(), null);
    writer.publish((slot) => slot.head.set([4, 9, 0.5, 3]));
    const snapshot = readSnapshot(reader.take()!, shape);
    assert.deepEqual([snapshot.step, snapshot.number, snapshot.learningRate, snapshot.after.length], [4, 9, 0.5, 1000]);
    assert.deepEqual(Object.keys(snapshot.accumulators), ['accumulatedSecondMoment']);
  });

  it('never gives the reader a slot that is being written, nor an older one than before', async () => {
    const memory = new SharedArrayBuffer(tripleBufferBytes(shape));
    const writer = new Worker(new URL('./tripleBufferWriter.mjs', import.meta.url), {
      workerData: { memory, shape, steps: 20000 },
      execArgv: [],
    });
    const reader = tripleBufferReader(memory, shape);
    const ended = once(writer, 'exit');
    let seen = 0;
    let last = 0;
    for (const deadline = performance.now() + 50000; last < 20000 && performance.now() < deadline;) {
      const slot = reader.take();
      if (!slot) continue;
      const step = slot.head[0]!;
      assert.ok(step > last, `step ${step} after ${last}`);
      assert.ok(
        slot.after.every((value) => value === step) && slot.before.every((value) => value === step - 1),
        'torn',
      );
      last = step;
      seen++;
    }
    await ended;
    assert.equal(last, 20000, 'the newest arrives');
    assert.ok(seen > 1);
  });
});
