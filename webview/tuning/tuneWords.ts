/** What the picture of a tuning says in words. */
import { html } from 'lit';
import { formatNumber } from '../../src/format/number.js';
import type { TunedMean, TuneResult } from '../../src/protocol/tune.js';
import type { TuneShown } from '../../src/protocol/tuneView.js';
import type { About, DataTable } from '../ui/info.js';

export const meanText = ({ mean, standardError }: TunedMean): string =>
  mean === null ? '–' : formatNumber(mean) + (standardError === null ? '' : ` ± ${formatNumber(standardError)}`);

export function stateText({ state, result: { jobs } }: TuneShown): string {
  const runs = `${jobs.done} of ${jobs.planned} runs`;
  const failed = jobs.failed > 0 ? `, ${jobs.failed} failed` : '';
  if (state === 'running') return `Running: ${runs}${failed}`;
  if (state === 'stopped') return `Stopped after ${runs}${failed}`;
  if (state === 'failed') return 'Failed';
  return `Ended: ${runs}${failed}`;
}

export function methodText({ folds, repeats, deterministic }: TuneResult): string {
  const how = folds ? `${folds.count} folds of ${folds.samples} samples` : 'own validation';
  return `${how}${repeats > 1 && deterministic === false ? `, ${repeats} runs each` : ''}`;
}

export function pictureText(result: TuneResult): string {
  const { lambda, values, best, oneStandardError, metric } = result;
  const range = `${formatNumber(values[0]!.value)} to ${formatNumber(values.at(-1)!.value)}`;
  if (best === null)
    return `Validation and training ${metric.name} for ${lambda.name} from ${range}; no best value yet.`;
  const rule =
    oneStandardError === null
      ? ''
      : `, largest within one standard error ${formatNumber(values[oneStandardError]!.value)}`;
  return `Validation and training ${metric.name} for ${lambda.name} from ${range}: best at ${formatNumber(values[best]!.value)} with ${meanText(values[best]!.validation)}${rule}.`;
}

/** The end of the range at which the best stands, where there is more beyond it to try. */
export function openEnd({ state, result: { values, best } }: TuneShown): 'low' | 'high' | null {
  if (state === 'running' || best === null || values.length < 2) return null;
  if (best === values.length - 1) return 'high';
  return best === 0 && values[0]!.value > 0 ? 'low' : null;
}

/** What a reader must know of the numbers. */
export function notes({ state, message, result }: TuneShown): string[] {
  const { values, best, folds, repeats, deterministic } = result;
  const said: string[] = [];
  if (message !== null) said.push(message);
  for (const { value, failed } of values)
    if (failed !== null) said.push(`λ = ${formatNumber(value)} failed: ${failed}`);
  if (deterministic === false) {
    const spread = best === null ? null : values[best]!.spread;
    said.push(
      `The program is not the same twice, even with the same random numbers: each run was made ${repeats} times${
        spread === null ? '' : `, and the best mean spreads by ${formatNumber(spread)}`
      }.`,
    );
  }
  if (state === 'running' || best === null) return said;
  if (folds === null && deterministic !== false) said.push('One run of each value has no standard error.');
  return said;
}

export function tuneTable({ values, metric }: TuneResult): DataTable {
  return {
    columns: ['λ', `validation ${metric.name}`, `training ${metric.name}`, 'spread', 'failed'],
    rows: values.map((tuned) => [
      formatNumber(tuned.value),
      meanText(tuned.validation),
      meanText(tuned.training),
      tuned.spread === null ? '–' : formatNumber(tuned.spread),
      tuned.failed ?? '',
    ]),
  };
}

export function coefficientTable({ values }: TuneResult): DataTable {
  const count = Math.max(0, ...values.map(({ coefficients }) => coefficients?.length ?? 0));
  return {
    columns: ['λ', ...Array.from({ length: count }, (_, k) => `w${k + 1}`)],
    rows: values.map(({ value, coefficients }) => [
      formatNumber(value),
      ...Array.from({ length: count }, (_, k) => (coefficients ? formatNumber(coefficients[k]!) : '–')),
    ]),
  };
}

export const lossAbout: About = {
  title: 'Loss against λ',
  term: 'Tuning loss',
  what:
    'The program was run with each value of λ. Points are means over the folds, each left out of the training once; bars ' +
    'are one standard error of the mean. Both losses are without penalties, as evaluate computes them. The dotted line is ' +
    'the best mean and its standard error.',
  formula: html`mean ± s/√K,&ensp; largest λ with mean(λ) ≤ mean(λ<sub>best</sub>) + s<sub>best</sub>/√K`,
  usual:
    'Training loss rises with λ. Validation loss falls, then rises: too small a λ overfits, too large a one underfits. Bars of ' +
    'five folds are wide.',
  ifNot:
    'Falling to the end of the range: try a wider one. Flat: λ does not matter here, or it stands elsewhere too. Both lie ' +
    'together: nothing is overfitted.',
};

export const coefficientAbout: About = {
  title: 'Coefficients against λ',
  term: 'Tuning coefficients',
  what: 'The kernel of the only dense layer, trained on all data with each value of λ.',
  formula: 'w(λ) = argmin of loss(w) + λ R(w)',
  usual: 'They shrink towards zero as λ grows: L1 brings them to zero one after the other, L2 all at once.',
  ifNot: 'Large values of opposite sign at small λ: columns of the data are nearly the same.',
};
