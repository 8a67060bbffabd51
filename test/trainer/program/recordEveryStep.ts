/** A preload that hooks TensorFlow.js as the trainer does, records every step's program and replays it, on the backend in the variable BACKEND. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TensorflowCore } from '../../../src/tensorflow/core.js';
import { startWasm } from '../../../src/backends/wasm/startWasm.js';
import { installInstrumentation } from '../../../src/instrument/installInstrumentation.js';
import { createStatisticsReader } from '../../../src/probes/statistics/createReader.js';
import { openProgram } from '../../../src/program/openProgram.js';
import { inScope } from '../../../src/program/scope.js';
import { makePrograms } from '../../../src/trainer/programs.js';

const root = join(import.meta.dirname, '../../..');
const assets = join(root, 'dist/tfjs');
const core = createRequire(join(root, 'package.json'))('@tensorflow/tfjs') as TensorflowCore;
const programs = makePrograms(() => core);
const reader = createStatisticsReader(assets);
let [recorded, refused] = [0, 0];

installInstrumentation({
  sink: {
    training: (id) => programs.request(id),
    beforeUpdate: () => undefined,
    step: (id) => programs.request(id),
    metric: () => undefined,
    plan: () => ({ statistics: false, histograms: false }),
    poll: () => undefined,
  },
  reader: () => reader,
  isUserFile: (file) => file.includes('/programs/'),
  now: () => performance.now(),
  observer: programs,
  onFault(error) {
    throw error;
  },
}).onModule(core);

programs.onProgram(({ program, weights }) => {
  recorded++;
  if (program.refused) refused++;
  else
    inScope(core, () => {
      const open = openProgram(core, program);
      open.loss(weights).dataSync();
      open.dispose();
    });
});
process.on('exit', () => process.stderr.write(`\nrecorded ${recorded} refused ${refused}\n`));
if (process.env['BACKEND'] === 'wasm') await startWasm(core, assets, null);
