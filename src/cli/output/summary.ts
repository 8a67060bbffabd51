import { formatNumber, formatShare } from '../../format/number.js';
import type { RunInfo } from '../../protocol/run.js';
import { rootFindings } from '../../protocol/findings.js';
import { curvatureLines } from './curvatureSummary.js';
import { lineTables } from './lineTables.js';
import { termTable } from './termTable.js';
import { placeOf, variableTable } from './trainingTable.js';
import type { MetricTally, RunTally, TrainingTally } from './tally.js';

/** What a run recorded, as lines for a person: `train` prints it at the end, `show` for a run on disk. */
export function summaryLines(info: RunInfo, tally: RunTally, wishes = { lines: false }): string[] {
  const lines = [...headLines(info, tally)];
  for (const training of tally.trainings) {
    lines.push('', ...trainingLines(training));
    if (wishes.lines) lines.push('', ...lineTables(training).map(indent));
  }
  for (const finding of rootFindings(tally.findings)) {
    const place = placeOf(finding.file, finding.line);
    lines.push('', `${finding.severity}: ${finding.message}${place && ` (${place})`}, since step ${finding.step}`);
    lines.push(`  ${finding.advice}`, ...finding.consequences.map((consequence) => `  → ${consequence}`));
  }
  return lines;
}

function headLines(info: RunInfo, tally: RunTally): string[] {
  const { outcome, backend } = info;
  const seconds = info.endedAt === null ? null : (info.endedAt - info.startedAt) / 1000;
  const facts = [
    `${placeOf(info.program.lineFile ?? info.program.file, info.program.line)}: ${endingOf(info)}`,
    ...(seconds === null ? [] : [`${formatNumber(seconds)} s`]),
    ...(backend ? [`backend ${backend.name}${plainBackend(backend)}`] : []),
    ...(outcome?.overhead == null ? [] : [`overhead ${formatShare(outcome.overhead)}`]),
  ];
  const lines = [facts.join(', ')];
  if (outcome?.recordingStopped) lines.push(outcome.recordingStopped);
  if (tally.trainings.length === 0) lines.push('No training step was recorded.');
  return lines;
}

const plainBackend = ({ name, plain }: NonNullable<RunInfo['backend']>) =>
  plain === null || plain === name ? '' : ` (plain node would use ${plain})`;

/** How a run ended, in a few words. */
export function endingOf({ outcome }: RunInfo): string {
  if (outcome === null) return 'still running, or its end was not recorded';
  switch (outcome.stopped) {
    case 'end':
      return 'ran to its end';
    case 'steps':
      return 'stopped after the steps asked for';
    case 'user':
      return 'stopped by the user';
    case 'error':
      return outcome.signal === null ? 'failed' : `ended by ${outcome.signal}`;
  }
}

function trainingLines(training: TrainingTally): string[] {
  const { payload, steps, epochs, loss } = training;
  const where = placeOf(payload.file, payload.line);
  const terms = termTable(training).map(indent);
  const facts = [
    `${where && `${where} `}${payload.callee}`,
    ...(payload.optimizer ? [payload.optimizer.name] : []),
    counted(steps, 'step'),
    ...(epochs === null ? [] : [counted(epochs, 'epoch')]),
  ];
  return [
    facts.join(', '),
    ...(loss.first === null || loss.last === null
      ? []
      : [`loss ${formatNumber(loss.first)} at first, ${formatNumber(loss.last)} at last`]),
    ...training.metrics.map(metricLine),
    ...curvatureLines(training.curvature),
    '',
    ...variableTable(training).map(indent),
    ...(terms.length > 0 ? ['', ...terms] : []),
  ];
}

const indent = (line: string) => `  ${line}`;
const counted = (count: number, name: string) => `${count} ${name}${count === 1 ? '' : 's'}`;

const metricLine = ({ name, split, scope, first, last, best }: MetricTally) =>
  `${split === 'validation' ? 'validation ' : ''}${name} by ${scope} ${formatNumber(first)} at first, ${formatNumber(last)} at last, ` +
  `best ${formatNumber(best.value)}${best.epoch === null ? '' : ` in epoch ${best.epoch}`}`;
