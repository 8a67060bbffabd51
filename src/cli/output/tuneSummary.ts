import { basename } from 'node:path';
import { formatNumber } from '../../format/number.js';
import type { TuneResult, TunedMean, TunedValue } from '../../protocol/tune.js';

/** One line while it runs. */
export function tuneProgress({ jobs, lambda, values, best }: TuneResult): string {
  const found = best === null ? '' : `, best so far ${lambda.name} = ${values[best]!.value}`;
  return `run ${jobs.done} of ${jobs.planned}${jobs.failed > 0 ? `, ${jobs.failed} failed` : ''}${found}`;
}

/** What `gradlens tune` prints at the end. */
export function tuneLines(result: TuneResult): string[] {
  const { lambda, values, metric } = result;
  const head = ['λ', `validation ${metric.name}`, `training ${metric.name}`, ''];
  const rows = values.map((tuned, i) => [
    formatNumber(tuned.value),
    tuned.failed === null ? meanText(tuned.validation) + spreadText(tuned) : 'failed',
    tuned.failed === null ? meanText(tuned.training) : '',
    tuned.failed ?? marks(result, i),
  ]);
  const table = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ')}`.trimEnd());
  return [
    `${lambda.name} at ${basename(lambda.file)}:${lambda.line}, now ${formatNumber(lambda.value)}: ${methodText(result)}`,
    '',
    ...lines,
    '',
    ...conclusion(result),
    `Results: ${result.folder}`,
  ];
}

function methodText({ folds, metric, repeats, deterministic }: TuneResult): string {
  const how = folds ? `${folds.count} folds of ${folds.samples} samples` : "the program's own validation";
  const often = repeats > 1 ? `, each run ${repeats} times` : '';
  const which = `${metric.better} is better`;
  const same = deterministic === false ? '. The program is not the same twice, even with the same random numbers' : '';
  return `${how}${often}; ${metric.name}, ${which}${same}.`;
}

function conclusion({ values, best, oneStandardError, stopped, folds }: TuneResult): string[] {
  const lines =
    stopped === 'user' ? ['Stopped: what was finished is kept, and the same command goes on from there.'] : [];
  if (best === null) return stopped === 'user' ? lines : [...lines, 'No value came to its end without a failure.'];
  lines.push(`Best: ${formatNumber(values[best]!.value)}.`);
  if (oneStandardError !== null) {
    lines.push(`Largest within one standard error of it: ${formatNumber(values[oneStandardError]!.value)}.`);
  } else if (!folds) {
    lines.push('One run of each value has no standard error.');
  }
  if (best === 0 || best === values.length - 1) lines.push('The best stands at the end of the range: try a wider one.');
  return lines;
}

function marks({ best, oneStandardError }: TuneResult, i: number): string {
  return [best === i ? 'best' : '', oneStandardError === i ? 'one standard error' : ''].filter(Boolean).join(', ');
}

const meanText = ({ mean, standardError }: TunedMean) =>
  mean === null ? '–' : formatNumber(mean) + (standardError === null ? '' : ` ± ${formatNumber(standardError)}`);

const spreadText = ({ spread }: TunedValue) => (spread === null ? '' : ` (spread ${formatNumber(spread)})`);
