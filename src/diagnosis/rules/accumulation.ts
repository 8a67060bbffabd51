/**
 * Gradients of several calls are added up, and never set back, or not averaged.
 *
 * Measure: the norm of what the optimizer was given over the mean norm of what the gradient calls of the step returned. A mean of k
 * micro-batches is at most 1, a sum at most k; where it grows on and on, the sum is never set back.
 * `never reset`: the ratio at least quadruples over the first steps and keeps growing, while the gradient calls return less or the same.
 * So it is too where the first updates are Δₜ = βΔₜ₋₁ − ηgₜ with a β of 1 (momentum has 0.9 to 0.99).
 * `not averaged`: the ratio is above `sum` at most steps, with two calls or more a step, and the loss does not end in a
 * division by the number of calls.
 */
import { formatNumber } from '../../format/number.js';
import { normAt, type Evidence, type StepReading } from '../evidence.js';
import { diagnosed } from '../finding.js';
import { trainingPlace } from '../place.js';
import { inputsOf, isKernel } from '../programGraph.js';
import type { ProgramEvidence } from '../programEvidence.js';
import type { Rule } from '../rule.js';
import { lineNear } from '../sourcePlace.js';
import { median } from '../statistics.js';

export const accumulation: Rule = {
  name: 'gradients-pile-up',
  family: 'accumulation',
  when: ['end'],
  thresholds: { sum: 1.5, growth: 4, kept: 1e-3 },
  examine(evidence, { sum, growth, kept }) {
    const { payload, first, recent, programs } = evidence;
    const ratios = first.map((reading) => ratioOf(reading, evidence)).filter((ratio) => Number.isFinite(ratio));
    const inertia = programs.findLast(({ firstUpdates }) => firstUpdates)?.firstUpdates;
    if (inertia && Math.abs(inertia.inertia - 1) < kept! && inertia.inertiaError < 0.01) {
      return [
        diagnosed({
          ...{
            severity: 'error',
            since: first[0]!.step,
            place: lineNear(evidence, /\.add\(\s*grad|applyGradients\(|\.add\(/) ?? trainingPlace(payload),
          },
          message: 'Gradients pile up: each update is the last one plus the new gradient, none is ever taken back',
          evidence: { ...inertia },
          advice: 'Set the accumulated gradients back to zero after each update.',
        }),
      ];
    }
    if (ratios.length < 8) return [];
    const [early, late] = [median(ratios.slice(0, 3)), median(ratios.slice(-5))];
    const calls = median(recent.map((reading) => reading.payload.microBatches));
    if (late > growth! * early && late > 2 * Math.max(1, calls)) {
      return [
        diagnosed({
          ...{
            severity: 'error',
            since: first[0]!.step,
            place: lineNear(evidence, /applyGradients\(|\.assign\(/) ?? trainingPlace(payload),
          },
          message: `Gradients pile up: what the optimizer is given grew from ${formatNumber(early)} to ${formatNumber(late)} times what the gradient calls of the step return`,
          evidence: { early, late, calls },
          advice: 'Set the accumulated gradients back to zero after each update.',
        }),
      ];
    }
    if (calls < 2 || !(median(ratios) > sum!) || isDivided(programs[0], calls)) return [];
    return [
      diagnosed({
        ...{
          severity: 'warning',
          since: first[0]!.step,
          place: lineNear(evidence, /\.add\(|applyGradients\(/, 12) ?? trainingPlace(payload),
        },
        message: `Gradients of ${calls} micro-batches are added up and not averaged: the update is ${formatNumber(median(ratios))} times that of one micro-batch`,
        evidence: { ratio: median(ratios), calls },
        advice: `Divide the sum by ${calls}, or lower the learning rate by as much.`,
      }),
    ];
  },
};

function ratioOf({ payload }: StepReading, { payload: { variables } }: Evidence): number {
  const raw = payload.rawNorms;
  if (!raw) return NaN;
  let [given, returned] = [0, 0];
  for (let row = 0; row < variables.length; row++) {
    const norm = normAt({ step: 0, payload }, row, 'gradient');
    if (!Number.isFinite(norm)) continue;
    given += norm ** 2;
    returned += raw[row]! ** 2;
  }
  return Math.sqrt(given / returned);
}

/** The loss ends in a multiplication with 1/k or a division by k. */
function isDivided(probe: ProgramEvidence | undefined, calls: number): boolean {
  if (!probe) return false;
  const op = probe.graph.maker(probe.graph.origin(probe.program.loss));
  if (!isKernel(op, 'RealDiv', 'Multiply')) return false;
  return inputsOf(op).some((slot) => {
    const value = probe.graph.leaf(probe.graph.origin(slot))
      ? probe.readings.get(probe.graph.origin(slot))?.mean
      : undefined;
    return value !== undefined && (Math.abs(value - calls) < 1e-3 || Math.abs(value * calls - 1) < 1e-3);
  });
}
