import { formatNumber } from '../../format/number.js';
import { VARIABLE_STATE } from '../../protocol/records.js';
import { variableReadings } from './report.js';
import type { TrainingTally } from './tally.js';

/** One line about where a training stands: `step 120 of 252, epoch 2, loss 0.132, gradient 0.0312, 34.1 steps/s`. */
export function progressLine(training: TrainingTally, steps: number | null, stepsPerSecond: number | null): string {
  const { last } = training;
  const gradient = gradientNorm(training);
  const total = plannedSteps(training, steps);
  return [
    `step ${training.steps}${total === null || total < training.steps ? '' : ` of ${total}`}`,
    ...(last?.epoch == null ? [] : [`epoch ${last.epoch}`]),
    ...(last?.loss == null ? [] : [`loss ${formatNumber(last.loss)}`]),
    ...(gradient === null ? [] : [`gradient ${formatNumber(gradient)}`]),
    ...(stepsPerSecond === null ? [] : [`${formatNumber(stepsPerSecond)} steps/s`]),
  ].join(', ');
}

/** How many steps there will be, as far as it is known: the program's own plan, or `--steps` where that is fewer. */
export function plannedSteps(training: TrainingTally, steps: number | null): number | null {
  const { planned } = training.payload;
  const own =
    planned.steps ??
    (planned.epochs !== null && planned.stepsPerEpoch !== null ? planned.epochs * planned.stepsPerEpoch : null);
  if (own === null) return steps;
  return steps === null ? own : Math.min(own, steps);
}

/** Euclidean norm of the whole gradient at the last step: √Σ‖gᵢ‖² over the variables that have one; null: none has. */
export function gradientNorm(training: TrainingTally): number | null {
  const norms = training.payload.variables.flatMap((_, row) =>
    training.last?.state[row] === VARIABLE_STATE.measured
      ? (variableReadings(training.last, row).gradient.norm ?? [])
      : [],
  );
  return norms.length === 0 ? null : Math.hypot(...norms);
}
