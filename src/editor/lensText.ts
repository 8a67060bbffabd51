/** The words of a lens. While a session runs they keep their width, so that nothing on the line moves. */
import { formatNumber } from '../format/number.js';
import type { CommandName } from './commandIds.js';
import type { LastResult, Progress } from './progress.js';

export interface LensPart {
  title: string;
  /** Null: text that does nothing. */
  command: CommandName | null;
}

/** As wide as a digit in tabular figures. */
const FIGURE_SPACE = '\u2007';
/** Room for 9.99e-4. */
const NUMBER_WIDTH = 7;
/** Digits kept free for steps whose number is not known beforehand. */
const STEP_WIDTH = 5;

export type Translate = (message: string, ...args: (string | number)[]) => string;

export function idleLens(last: LastResult | null, t: Translate): LensPart[] {
  const train: LensPart = { title: `$(play) ${t('Train here')}`, command: 'trainHere' };
  if (!last) return [train];
  const loss = last.loss === null ? null : formatNumber(Number(last.loss));
  const steps = last.steps === 1 ? t('1 step') : t('{0} steps', last.steps);
  const result = loss === null ? steps : t('{0}, loss {1}', steps, loss);
  const title =
    last.outcome === 'failed'
      ? t('last: failed after {0}', result)
      : last.outcome === 'stopped'
        ? t('last: stopped after {0}', result)
        : t('last: {0}', result);
  return [train, { title, command: 'openInspector' }];
}

export function runningLens(progress: Progress, t: Translate): LensPart[] {
  const { state, step, total, loss } = progress;
  const stop: LensPart = { title: t('Stop'), command: 'stop' };
  const open: LensPart = { title: t('Open Inspector'), command: 'openInspector' };
  if (state === 'starting')
    return [{ title: `$(loading~spin) ${t('Starting')}`, command: 'openInspector' }, stop, open];
  const count = String(step).padStart(total === null ? STEP_WIDTH : String(total).length, FIGURE_SPACE);
  const at = total === null ? t('Step {0}', count) : t('Step {0} of {1}', count, total);
  const value = (loss === null ? '–' : shortNumber(loss)).padStart(NUMBER_WIDTH, FIGURE_SPACE);
  const icon = state === 'paused' ? '$(debug-pause)' : '$(pulse)';
  const numbers: LensPart[] = [
    { title: `${icon} ${at}`, command: 'openInspector' },
    { title: t('loss {0}', value), command: 'openInspector' },
  ];
  if (state === 'stopping') return [...numbers, { title: t('Stopping'), command: null }, open];
  const control: LensPart[] =
    state === 'paused'
      ? [
          { title: t('Resume'), command: 'resume' },
          { title: t('Step'), command: 'step' },
        ]
      : [{ title: t('Pause'), command: 'pause' }];
  return [...numbers, ...control, stop, open];
}

export function browserLens(t: Translate): LensPart[] {
  return [{ title: `$(browser) ${t('browser program')}`, command: 'browserProgram' }];
}

/** What is longer than its place loses digits, not the place. */
function shortNumber(value: number): string {
  const text = formatNumber(value);
  if (text.length <= NUMBER_WIDTH) return text;
  return value.toExponential(0).replace('e+', 'e').replace(/^-/, '−');
}
