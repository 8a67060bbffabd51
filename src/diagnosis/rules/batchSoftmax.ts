/**
 * A softmax over the samples of the batch: each sample's scores depend on what else is in the batch.
 *
 * Evidence: in a table of samples × k (k not the number of samples, more than one), either e^x divided by its sum over the samples, or a
 * softmax of the transposed table, where the number of samples is the batch size.
 * Silent: for square tables (contrastive losses) and for other ranks.
 */
import type { Evidence } from '../evidence.js';
import { diagnosed } from '../finding.js';
import { opPlace, type Place } from '../place.js';
import { inputsOf, isKernel, type ProgramGraph } from '../programGraph.js';
import type { LossOp, Slot } from '../../program/lossProgram.js';
import type { Rule } from '../rule.js';

export const batchSoftmax: Rule = {
  name: 'softmax-over-batch',
  family: 'reduction',
  when: ['probe'],
  thresholds: {},
  examine({ programs, source }) {
    const probe = programs[0];
    const samples = probe?.program.batchSize ?? 0;
    if (!probe || samples < 3) return [];
    return probe.graph.allOps.flatMap((op) => {
      const table = overSamples(probe.graph, op, samples);
      if (!table) return [];
      return diagnosed({
        ...{
          subject: String(op.outputs[0]),
          severity: 'error',
          since: probe.step,
          place: placeOf(probe.graph, op, source),
        },
        message: `The softmax of a [${table.join(', ')}] table runs over the ${samples} samples of the batch, not over the ${table[1]} columns`,
        evidence: { shape: table, batchSize: samples },
        advice: 'Take the softmax over the last axis.',
      });
    });
  },
};

/** A softmax of what was transposed for it: that line; a helper of which the axis is an argument: its call. */
function placeOf(graph: ProgramGraph, op: LossOp, source: Evidence['source']): Place {
  const before = graph.maker(inputsOf(op)[0]!);
  if (isKernel(before, 'Transpose') && before.source) return opPlace(before);
  const place = opPlace(op);
  const text = place && source(place.file)?.split('\n')[place.line - 1];
  return (/\(\s*-?\d/.test(text ?? '') ? null : op.source?.caller) ?? place;
}

function overSamples(graph: ProgramGraph, op: LossOp, samples: number): number[] | null {
  const shape = (slot: Slot) => graph.program.slots[slot]!.shape;
  if (isKernel(op, 'RealDiv')) {
    const [top, bottom] = inputsOf(op) as [Slot, Slot];
    const table = shape(top);
    const isExp = isKernel(graph.maker(graph.origin(top)), 'Exp');
    const sum = graph.maker(graph.origin(bottom));
    if (!isExp || !isKernel(sum, 'Sum') || table.length !== 2 || table[0] !== samples) return null;
    const isOver = shape(bottom).at(-1) === table[1] && (shape(bottom).length === 1 || shape(bottom)[0] === 1);
    return isOver && table[1]! > 1 && table[1] !== samples ? table : null;
  }
  if (isKernel(op, 'Softmax', 'LogSoftmax')) {
    const [input] = inputsOf(op) as [Slot];
    const turned = shape(input);
    const isTurned = isKernel(graph.maker(input), 'Transpose');
    return isTurned && turned.length === 2 && turned[1] === samples && turned[0] !== samples && turned[0]! > 1
      ? [samples, turned[0]!]
      : null;
  }
  return null;
}
