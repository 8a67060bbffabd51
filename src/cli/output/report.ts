import {
  GRADIENT_COLUMNS,
  NORM_COLUMNS,
  VARIABLE_STATE,
  WEIGHT_COLUMNS,
  type StepPayload,
  type VariableInfo,
} from '../../protocol/records.js';
import { REPORT_SCHEMA, type Report, type ReportTraining, type ReportVariable } from '../../protocol/report.js';
import type { RunInfo } from '../../protocol/run.js';
import { rootFindings } from '../../protocol/findings.js';
import { reportCurvature, reportLossProgram, reportNewton, reportVerify } from './curvatureReport.js';
import { reportJacobian } from './jacobianReport.js';
import { reportLines } from './linesReport.js';
import { jsonNumber, jsonValue } from './jsonNumber.js';
import { reportTerms } from './termsReport.js';
import type { RunTally, TrainingTally } from './tally.js';

/** The object that `--json` prints, from a run's description and the tally of its records. */
export function buildReport(info: RunInfo, directory: string, tally: RunTally): Report {
  return {
    schema: REPORT_SCHEMA,
    gradlens: info.gradlens,
    run: directory,
    program: { file: info.program.lineFile ?? info.program.file, line: info.program.line },
    backend: info.backend?.name ?? null,
    ladder: info.backend?.ladder ?? [],
    stopped: info.outcome?.stopped ?? 'error',
    programExit: info.outcome?.programExit ?? null,
    overhead: jsonNumber(info.outcome?.overhead ?? null),
    trainings: tally.trainings.map(reportTraining),
    findings: rootFindings(tally.findings).map((finding) => ({
      rule: finding.rule,
      family: finding.family,
      severity: finding.severity,
      step: finding.step,
      training: finding.training,
      layer: finding.layer,
      variable: finding.variable,
      file: finding.file,
      line: finding.line,
      message: finding.message,
      evidence: jsonValue(finding.evidence) as Record<string, unknown>,
      advice: finding.advice,
      consequences: finding.consequences,
      count: finding.count,
    })),
  };
}

function reportTraining(training: TrainingTally): ReportTraining {
  const { payload } = training;
  const optimizer = payload.optimizer && {
    name: payload.optimizer.name,
    config: jsonValue(payload.optimizer.config) as Record<string, unknown>,
  };
  return {
    id: training.id,
    file: payload.file,
    line: payload.line,
    optimizer,
    steps: training.steps,
    epochs: training.epochs,
    loss: { first: jsonNumber(training.loss.first), last: jsonNumber(training.loss.last) },
    metrics: training.metrics.map(({ name, split, first, last, best }) => ({
      name,
      split,
      first: jsonNumber(first),
      last: jsonNumber(last),
      best: { value: jsonNumber(best.value), epoch: best.epoch },
    })),
    variables: payload.variables.map((variable, row) => reportVariable(variable, row, training.last)),
    activations: [],
    lossProgram: reportLossProgram(training.curvature),
    curvature: reportCurvature(training.curvature),
    ...reportTerms(training),
    jacobian: reportJacobian(training.curvature),
    newton: reportNewton(training.curvature),
    verify: reportVerify(training.curvature),
    lines: reportLines(training.curvature),
    refused: training.curvature.lossProgram?.refused ?? [],
  };
}

/** Statistics of one variable at a step; null: not measured. The update ratio is ‖Δw‖ / ‖w‖, and 0/0 is none. */
export function variableReadings(step: StepPayload | null, row: number) {
  const state = step?.state[row] ?? VARIABLE_STATE.notMeasured;
  const norms = (name: (typeof NORM_COLUMNS)[number]) =>
    state === VARIABLE_STATE.notMeasured ? undefined : cell(step!.norms, NORM_COLUMNS, row, name);
  const gradient = (name: (typeof GRADIENT_COLUMNS)[number]) =>
    state === VARIABLE_STATE.measured ? cell(step!.gradient, GRADIENT_COLUMNS, row, name) : undefined;
  const weight = (name: (typeof WEIGHT_COLUMNS)[number]) =>
    state === VARIABLE_STATE.notMeasured ? undefined : cell(step!.weight, WEIGHT_COLUMNS, row, name);
  const update = norms('update');
  const size = norms('weight');
  return {
    updateRatio: update === undefined || size === undefined || (update === 0 && size === 0) ? null : update / size,
    gradient: {
      norm: (state === VARIABLE_STATE.measured ? norms('gradient') : undefined) ?? null,
      mean: gradient('mean') ?? null,
      std: gradient('std') ?? null,
      min: gradient('min') ?? null,
      max: gradient('max') ?? null,
      zeros: gradient('zeros') ?? null,
      nan: gradient('nan') ?? null,
      inf: gradient('inf') ?? null,
    },
    weight: { norm: size ?? null, mean: weight('mean') ?? null, std: weight('std') ?? null },
  };
}

/** Value of a column in a row of a table; undefined where the table is empty. */
const cell = <Name extends string>(
  table: Float64Array | Float32Array,
  columns: readonly Name[],
  row: number,
  column: Name,
): number | undefined => table[row * columns.length + columns.indexOf(column)];

function reportVariable(variable: VariableInfo, row: number, step: StepPayload | null): ReportVariable {
  const { name, layer, shape, parameters, file, line } = variable;
  const { updateRatio, gradient, weight } = variableReadings(step, row);
  return {
    name,
    layer,
    shape,
    parameters,
    file,
    line,
    updateRatio: jsonNumber(updateRatio),
    gradient: numbers(gradient),
    weight: numbers(weight),
  };
}

const numbers = <Name extends string>(values: Record<Name, number | null>) =>
  Object.fromEntries(Object.entries<number | null>(values).map(([name, value]) => [name, jsonNumber(value)])) as Record<
    Name,
    ReturnType<typeof jsonNumber>
  >;
