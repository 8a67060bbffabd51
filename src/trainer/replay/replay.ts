/**
 * Measures at a checkpoint of a run, without the user's program: `node replay.mjs RUN REQUEST`, REQUEST as JSON. What it finds
 * is added to the run as records of its own file. Exit status 0, or 2 with one sentence on stderr.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installRepairs } from '../../autodiff/repairs.js';
import { startWasm } from '../../backends/wasm/startWasm.js';
import { makeCurvatureProbe, type ProbedStep } from '../../probes/curvature/curvatureProbe.js';
import { newtonOrWhy } from '../../probes/curvature/newton.js';
import { makeJacobianProbe } from '../../probes/jacobian/jacobianProbe.js';
import { verifyStep } from '../../probes/curvature/verify.js';
import type { ReplayRequest } from '../../protocol/settings.js';
import { openRecordFile } from '../../runs/recordFile.js';
import { replayFile } from '../../runs/recordFiles.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { readCheckpoint } from '../curvature/checkpoints.js';
import { SPECTRUM_EIGENVALUES } from '../curvature/trainingThread.js';

const [runDirectory, text] = process.argv.slice(2) as [string, string];
const { training, step, measure } = JSON.parse(text) as ReplayRequest;
const distribution = dirname(dirname(fileURLToPath(import.meta.url)));
const assets = join(distribution, 'tfjs');

const checkpoint = readCheckpoint(runDirectory, training, step);
if (!checkpoint) {
  process.stderr.write(`Step ${step} of training ${training} has no checkpoint that can be read.\n`);
  process.exit(2);
}
const core = createRequire(join(assets, 'core.cjs'))('./core.cjs') as TensorflowCore;
await startWasm(core, assets, null);
installRepairs(core);

const { variables, program, before, after, optimizer, accumulators } = checkpoint;
const probe = makeCurvatureProbe(core, { variables }, training + 1);
probe.add(program, null);
const at: ProbedStep = { step, before, after, optimizer, accumulators };
const file = openRecordFile(join(runDirectory, replayFile(process.pid)));
const { eigenvalues, density } = measure;
if (eigenvalues !== null || density) {
  const wishes = { eigenvalues: eigenvalues ?? SPECTRUM_EIGENVALUES, density };
  const { payload, hessian } = probe.spectrum(at, wishes);
  file.append('curvature', training, step, payload);
  if (hessian) file.append('hessian', training, step, hessian);
}
if (measure.jacobian) {
  const jacobian = makeJacobianProbe(core, probe, variables, training + 1, () => undefined);
  file.append('jacobian', training, step, jacobian.detail(at));
}
if (measure.newton) file.append('newton', training, step, newtonOrWhy(probe, at));
if (measure.verify) {
  // The probe takes its program in with the first measurement.
  if (!probe.parts.track) probe.track(at);
  const thread = new URL('./evaluationThread.mjs', import.meta.url);
  file.append('verify', training, step, await verifyStep(probe, at, { thread, assets }));
}
file.close();
process.exit(0);
