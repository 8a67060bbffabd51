/** The line that a finding stands at. */
import type { LossOp, Slot } from '../program/lossProgram.js';
import type { TrainingPayload } from '../protocol/records.js';
import { inputsOf, type ProgramGraph } from './programGraph.js';

export type Place = { file: string; line: number } | null;

export const trainingPlace = ({ file, line }: TrainingPayload): Place =>
  file !== null && line !== null ? { file, line } : null;

export const variablePlace = ({ variables }: TrainingPayload, row: number): Place => {
  const { file, line } = variables[row] ?? { file: null, line: null };
  return file !== null && line !== null ? { file, line } : null;
};

export const opPlace = (op: LossOp | null): Place =>
  op?.source?.file ? { file: op.source.file, line: op.source.line } : null;

/** The place of a slot's op, else of the nearest op before it that has one. */
export function slotPlace(graph: ProgramGraph, slot: Slot): Place {
  for (let op = graph.maker(slot); op; op = graph.maker(inputsOf(op)[0]!)) {
    const place = opPlace(op);
    if (place) return place;
  }
  return null;
}
