/** The Jacobian of a training's model, measured on its recorded loss: its norm from step to step, and the rest of it on request. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { createRandom } from '../../curvature/random.js';
import { modelPlace, type ModelPlace } from '../../program/modelPlace.js';
import type { JacobianPayload } from '../../protocol/jacobian.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import type { CurvatureProbe, ProbedStep } from '../curvature/curvatureProbe.js';
import type { Heartbeat } from '../curvature/probeSessions.js';
import { reasonOf } from '../curvature/notMeasured.js';
import type { ProbePart } from '../curvature/probeParts.js';
import { doubtOf } from './checkJacobian.js';
import { openJacobianSession, type JacobianSession } from './jacobianSession.js';
import { measureDetail } from './measureDetail.js';
import { measureNorm } from './measureNorm.js';
import { measureRobustness } from './robustness.js';

export interface JacobianProbe {
  /** The norm, on the samples of the track. */
  norm(at: ProbedStep): JacobianPayload;
  /** The norm and what disturbed inputs do to the loss, on the same samples. */
  robustness(at: ProbedStep): JacobianPayload;
  /** Everything, on all recorded samples. */
  detail(at: ProbedStep): JacobianPayload;
}

/** Random projections of each sample where it has many outputs. */
const PROJECTIONS = { norm: 8, robustness: 8, detail: 32 } as const;

export const noJacobian = (why: string): JacobianPayload => ({
  ...{ norm: null, standardError: 0, sampleError: null, exact: false, samples: null, outputs: 0, sweeps: 0 },
  ...{ output: null, lipschitz: null, nearZero: null, variables: [], robustness: null, notes: [], notMeasured: why },
});

export function makeJacobianProbe(
  core: TensorflowCore,
  probe: CurvatureProbe,
  variables: readonly { name: string }[],
  seed: number,
  heartbeat: Heartbeat,
): JacobianProbe {
  const random = createRandom(seed);
  let isChecked = false;

  function withSessions<R>(
    of: readonly ProbePart[],
    place: ModelPlace,
    weights: readonly Tensor[],
    work: (sessions: JacobianSession[]) => R,
  ): R {
    const sessions: JacobianSession[] = [];
    try {
      for (const { open, samples } of of) sessions.push(openJacobianSession(core, open, place, weights, samples!));
      return work(sessions);
    } finally {
      for (const session of sessions) session.dispose();
    }
  }

  function measure(at: ProbedStep, wanted: keyof typeof PROJECTIONS): JacobianPayload {
    try {
      const why = probe.prepare(at);
      if (why !== null) return noJacobian(why);
      const { track, anchor } = probe.parts;
      const of = wanted === 'detail' ? anchor : [track!];
      const place = modelPlace(of[0]!.program);
      if (typeof place === 'string') return noJacobian(place);
      return probe.holding(at.after, (weights) =>
        withSessions(of, place, weights, (sessions) => {
          const doubt = isChecked ? null : doubtOf(sessions[0]!, random);
          if (doubt !== null) return noJacobian(doubt);
          isChecked = true;
          const norm = measureNorm(sessions, PROJECTIONS[wanted], random, heartbeat);
          if (!Number.isFinite(norm.norm))
            return noJacobian(`the outputs' derivative is not finite at step ${at.step}`);
          const names = variables.map(({ name }) => name);
          const detail = wanted === 'detail' ? measureDetail(sessions, names, random, heartbeat) : {};
          const robustness = wanted === 'norm' ? null : measureRobustness(core, of, place, weights, random);
          return { ...noJacobian(''), ...norm, ...detail, robustness, ...told(place, of), notMeasured: null };
        }),
      );
    } catch (error) {
      return noJacobian(reasonOf(error, at.step, probe.parts.track?.program));
    }
  }

  return {
    norm: (at) => measure(at, 'norm'),
    robustness: (at) => measure(at, 'robustness'),
    detail: (at) => measure(at, 'detail'),
  };
}

/** What comes out of these is what went in. */
const REARRANGING = new Set([
  'Reshape',
  'Cast',
  'Identity',
  'ExpandDims',
  'Squeeze',
  'Slice',
  'StridedSlice',
  'GatherV2',
  'Unpack',
  'Transpose',
]);

function told(place: ModelPlace, parts: readonly ProbePart[]): Pick<JacobianPayload, 'output' | 'notes'> {
  const [{ op, logits }] = place.outputs as [ModelPlace['outputs'][number]];
  const { source, kernel } = op;
  const masks = parts.some(({ program }) =>
    program.leaves.some((leaf) => leaf.kind === 'data' && leaf.change === 'mask'),
  );
  const notes = [
    ...(place.statistics.length > 0 ? ['Mean and variance of the batch (batch normalization) are held constant.'] : []),
    ...(place.isEmbedded ? ['Integers have no derivative: x is the output of the embedding.'] : []),
    ...(place.inputs.length > 1 ? [`x are ${place.inputs.length} inputs together.`] : []),
    ...(place.folded === null || REARRANGING.has(place.folded)
      ? []
      : [`x is what comes out of ${place.folded}, before the first trained weights.`]),
    ...(place.outputs.length > 1 ? [`z are ${place.outputs.length} outputs together.`] : []),
    ...(masks ? ['Random masks (dropout) are those of the recorded step.'] : []),
  ];
  const output = {
    ...{ op: kernel, logits, layer: source?.layer ?? null },
    ...{ file: source?.file ?? null, line: source?.line ?? null },
  };
  return { output, notes };
}
