import { checkpointMissing } from '../runs/errors.js';
import { openRun } from '../runs/openRun.js';
import { findNode } from '../session/nodeExecutable.js';
import { replayRun } from '../session/replayRun.js';
import type { ReplayCommand } from './arguments/commands.js';
import { findRun } from './findRun.js';
import { distribution, gradlensVersion } from './installation.js';
import { reportCurvature, reportNewton, reportVerify } from './output/curvatureReport.js';
import { curvatureLines } from './output/curvatureSummary.js';
import { reportJacobian } from './output/jacobianReport.js';
import { emptyCurvature, type CurvatureTally } from './output/curvatureTally.js';

/** `gradlens replay`: measures at a checkpoint and prints what was found, which stays with the run. */
export async function replayHere({ run: operand, training, step, measure, json }: ReplayCommand): Promise<void> {
  const directory = await findRun(operand, process.cwd());
  const run = openRun(directory);
  const known = Array.from(run.curvature(training)?.checkpoints ?? []);
  if (!known.includes(step)) throw checkpointMissing(training, step, known);
  const node = findNode({ setting: null, own: process.execPath, env: process.env, platform: process.platform });
  await replayRun({ node, distribution: distribution() }, directory, { training, step, measure });
  run.refresh();
  const { spectrum, newton, verify } = run.curvatureDetail(training, step);
  const tally: CurvatureTally = {
    ...emptyCurvature(),
    newest: measure.eigenvalues !== null || measure.density ? spectrum : null,
    newton: measure.newton ? (newton?.payload ?? null) : null,
    jacobian: measure.jacobian ? (run.jacobians(training).find((each) => each.step === step) ?? null) : null,
    verify: measure.verify ? (verify?.payload ?? null) : null,
  };
  const report = {
    ...{ gradlens: gradlensVersion(), run: directory, training, step },
    ...{ curvature: reportCurvature(tally), newton: reportNewton(tally) },
    ...{ jacobian: reportJacobian(tally), verify: reportVerify(tally) },
  };
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${curvatureLines(tally).join('\n')}\n`);
}
