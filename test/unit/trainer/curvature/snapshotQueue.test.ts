import assert from 'node:assert/strict';
import type { SnapshotShape } from '../../../../src/trainer/curvature/snapshot.js';
import { queueBytes, queueReader, queueWriter } from '../../../../src/trainer/curvature/snapshotQueue.js';

const shape: SnapshotShape = { weights: 3, accumulators: [] };

describe('the queue of snapshots', () => {
  it('gives every snapshot in order, and drops what finds no room', () => {
    const memory = new SharedArrayBuffer(queueBytes(shape, 4));
    const [writer, reader] = [queueWriter(memory, shape), queueReader(memory, shape)];
    const put = (step: number) => writer.publish((slot) => void (slot.head[0] = step));
    const get = () => {
      const step = reader.take()?.head[0] ?? null;
      if (step !== null) reader.done();
      return step;
    };
    assert.equal(get(), null);
    assert.deepEqual([1, 2, 3, 4, 5].map(put), [true, true, true, true, false]);
    assert.equal(get(), 1);
    assert.deepEqual([6, 7].map(put), [true, false]);
    assert.deepEqual([get(), get(), get(), get(), get()], [2, 3, 4, 6, null]);
  });
});
