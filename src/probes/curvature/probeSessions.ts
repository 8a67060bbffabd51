/** Hessians of sub-batches at given weights, open while they are worked with. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { openHessianSession, type HessianSession } from '../../curvature/operators/hessianSession.js';
import type { VariableInfo } from '../../protocol/records.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import type { ProbePart } from './probeParts.js';
import { weightTensors } from './weights.js';

/** Called before each product: a sign of life. */
export type Heartbeat = () => void;

export interface ProbeSessions {
  /** Whether any are open now. */
  readonly areOpen: boolean;
  withWeights<R>(flat: Float32Array, work: (weights: Tensor[]) => R): R;
  /** The same, counted as a measurement under way: meanwhile the parts stay as they are. */
  holding<R>(flat: Float32Array, work: (weights: Tensor[]) => R): R;
  /** Runs `work` with the Hessians of the sub-batches at these weights; freed afterwards. */
  withSessions<R>(flat: Float32Array, parts: readonly ProbePart[], work: (sessions: HessianSession[]) => R): R;
  /** Mean loss of parts. */
  lossAt(flat: Float32Array, of: readonly ProbePart[]): number;
}

export function makeProbeSessions(
  core: TensorflowCore,
  variables: readonly VariableInfo[],
  heartbeat: Heartbeat,
): ProbeSessions {
  let open = 0;

  function withWeights<R>(flat: Float32Array, work: (weights: Tensor[]) => R): R {
    const weights = weightTensors(core, flat, variables);
    try {
      return work(weights);
    } finally {
      for (const weight of weights) weight.dispose();
    }
  }

  function beating(session: HessianSession): HessianSession {
    const multiply = session.multiply.bind(session);
    session.multiply = (v) => {
      heartbeat();
      return multiply(v);
    };
    return session;
  }

  return {
    get areOpen() {
      return open > 0;
    },
    withWeights,
    holding: (flat, work) =>
      withWeights(flat, (weights) => {
        open++;
        try {
          return work(weights);
        } finally {
          open--;
        }
      }),
    withSessions: (flat, parts, work) =>
      withWeights(flat, (weights) => {
        const sessions: HessianSession[] = [];
        open++;
        try {
          for (const part of parts)
            sessions.push(beating(openHessianSession(core, (at) => part.open.loss(at), weights)));
          return work(sessions);
        } finally {
          open--;
          for (const session of sessions) session.dispose();
        }
      }),
    lossAt: (flat, of) =>
      withWeights(flat, (weights) => {
        const losses = of.map((part) => core.tidy(() => part.open.loss(weights).dataSync()[0]!));
        return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
      }),
  };
}
