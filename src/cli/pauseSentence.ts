import type { TrainerState } from '../protocol/control.js';
import { formatNumber } from '../format/number.js';

/** Why the program stands, in one sentence: `Paused before the update of step 13: loss > 3 holds with 4.12 (2.9 at the step before).` */
export function pauseSentence({ step, pause }: TrainerState): string {
  const where = `Paused before the update of step ${step + 1}`;
  if (pause?.by !== 'condition' || pause.condition === null) return `${where}.`;
  const value = pause.value === null ? '' : ` with ${formatNumber(pause.value)}`;
  const before = pause.previous === null ? '' : ` (${formatNumber(pause.previous)} at the step before)`;
  return `${where}: ${pause.condition} holds${value}${before}.`;
}
