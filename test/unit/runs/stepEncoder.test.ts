import assert from 'node:assert/strict';
import type { StepPayload } from '../../../src/protocol/records.js';
import { encodeRecord } from '../../../src/runs/recordCodec.js';
import { stepRecordRoom, writeStepRecord } from '../../../src/runs/stepEncoder.js';

function payloadOf(variables: number, numbers: Partial<StepPayload> = {}): StepPayload {
  return {
    ...{ time: 1234.5, cost: 0.25, loss: 2.3, learningRate: 0.01, epoch: null, microBatches: 1 },
    ...numbers,
    norms: Float64Array.from({ length: 3 * variables }, (_, i) => Math.sin(i)),
    gradient: Float32Array.from({ length: 7 * variables }, (_, i) => Math.cos(i)),
    weight: Float32Array.from({ length: 4 * variables }, (_, i) => i / 7),
    state: Uint8Array.from({ length: variables }, (_, i) => i % 3),
  };
}

const CASES: Record<string, [head: { training: number; step: number; sequence: number }, payload: StepPayload]> = {
  'a usual step': [{ training: 0, step: 1, sequence: 3 }, payloadOf(4)],
  'large numbers': [{ training: 300, step: 70_000, sequence: 2 ** 32 + 7 }, payloadOf(4, { epoch: 255 })],
  'numbers between': [
    { training: 127, step: 128, sequence: 256 },
    payloadOf(1, { epoch: 65_535, microBatches: 65_536 }),
  ],
  'numbers that are none': [
    { training: -1, step: 0, sequence: 0 },
    payloadOf(2, { loss: NaN, learningRate: -Infinity, time: -0, cost: -31 }),
  ],
  'nothing known': [{ training: 0, step: 9, sequence: 9 }, payloadOf(3, { loss: null, learningRate: null })],
  'raw norms': [
    { training: 0, step: 9, sequence: 9 },
    { ...payloadOf(3), rawNorms: Float64Array.of(1, NaN, 3) },
  ],
  'thinned columns': [
    { training: 0, step: 9, sequence: 9 },
    { ...payloadOf(3), gradient: new Float32Array(0), weight: new Float32Array(0), norms: new Float64Array(0) },
  ],
  'more than 255 bytes a column': [{ training: 0, step: 9, sequence: 9 }, payloadOf(20)],
  'more than 65535 bytes a column': [{ training: 0, step: 9, sequence: 9 }, payloadOf(3000)],
};

describe('writeStepRecord', () => {
  for (const [name, [head, payload]] of Object.entries(CASES)) {
    it(`writes the bytes of the codec: ${name}`, () => {
      const target = Buffer.alloc(5 + stepRecordRoom(payload));
      const end = writeStepRecord(target, 5, head, payload);
      assert.ok(end <= target.length);
      assert.equal(
        target.subarray(5, end).toString('hex'),
        Buffer.from(encodeRecord({ kind: 'step', ...head, payload })).toString('hex'),
      );
    });
  }

  it('writes columns that lie inside of a larger memory', () => {
    const payload = { ...payloadOf(2), norms: Float64Array.of(9, 1, 2, 3, 4, 5, 6, 9).subarray(1, 7) };
    const target = Buffer.alloc(stepRecordRoom(payload));
    const head = { training: 0, step: 1, sequence: 1 };
    const end = writeStepRecord(target, 0, head, payload);
    assert.deepEqual(target.subarray(0, end), Buffer.from(encodeRecord({ kind: 'step', ...head, payload })));
  });
});
