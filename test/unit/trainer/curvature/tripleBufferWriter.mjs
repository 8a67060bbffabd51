import { workerData } from 'node:worker_threads';
import { tsImport } from 'tsx/esm/api';

const { tripleBufferWriter } = await tsImport('../../../../src/trainer/curvature/tripleBuffer.ts', import.meta.url);
const { memory, shape, steps } = workerData;
const writer = tripleBufferWriter(memory, shape, new Float32Array(shape.weights));
for (let step = 1; step <= steps; step++) {
  writer.publish((slot) => {
    slot.head[0] = step;
    slot.after.fill(step);
  });
}
