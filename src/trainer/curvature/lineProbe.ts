/** What the curvature thread does for the gradient on the lines: measures it of a recorded step. */
import { insideGradients } from '../../probes/lines/insideGroups.js';
import { lineGradients, noLineGradients } from '../../probes/lines/lineGradients.js';
import { opGradients } from '../../probes/lines/opGradients.js';
import { reasonOf } from '../../probes/curvature/notMeasured.js';
import { weightTensors } from '../../probes/curvature/weights.js';
import type { LinesPayload } from '../../protocol/lines.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import type { LinesRequest } from './threadMessages.js';

export interface LineProbe {
  measure(request: LinesRequest): LinesPayload;
  /** The newest of each training once more, with the way that the gradient took, where it was left out. */
  finish(): { training: number; step: number; payload: LinesPayload }[];
}

/** The way of the gradient goes with each measurement of programs of so many ops, and with every eighth of larger ones. */
const FEW_OPS = 256;
const GRAPH_EVERY = 8;

export function makeLineProbe(core: TensorflowCore): LineProbe {
  const counts = new Map<number, number>();
  const withoutGraph = new Map<number, LinesRequest>();

  function measured({ program, weights, variables, step }: LinesRequest, withGraph: boolean): LinesPayload {
    const tensors = weightTensors(core, weights, program.variables);
    try {
      const inside = insideGradients(core, program, tensors);
      return lineGradients(program, opGradients(core, program, tensors), variables, withGraph, inside);
    } catch (error) {
      return noLineGradients(reasonOf(error, step));
    } finally {
      for (const tensor of tensors) tensor.dispose();
    }
  }

  return {
    measure(request) {
      const { training, program } = request;
      const count = counts.get(training) ?? 0;
      counts.set(training, count + 1);
      const withGraph = program.ops.length <= FEW_OPS || count % GRAPH_EVERY === 0;
      if (withGraph) withoutGraph.delete(training);
      else withoutGraph.set(training, request);
      return measured(request, withGraph);
    },
    finish: () =>
      [...withoutGraph.values()].map((request) => {
        const { training, step } = request;
        return { training, step, payload: measured(request, true) };
      }),
  };
}
