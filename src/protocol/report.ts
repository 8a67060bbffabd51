/** The object that `gradlens train --json` prints, described for others by docs/schema.json. */
import type { BackendRung, Stopped } from './run.js';
import type { OptimizerInfo, Severity } from './records.js';

export const REPORT_SCHEMA = 1;

/** JSON has no number for these: they are written as strings, and a missing number is null. */
export type ReportNumber = number | 'NaN' | 'Infinity' | '-Infinity' | null;

export interface Report {
  schema: typeof REPORT_SCHEMA;
  gradlens: string;
  run: string;
  program: { file: string; line: number | null };
  backend: string | null;
  ladder: BackendRung[];
  stopped: Stopped;
  programExit: number | null;
  overhead: ReportNumber;
  trainings: ReportTraining[];
  findings: ReportFinding[];
}

export interface ReportTraining {
  id: number;
  file: string | null;
  line: number | null;
  optimizer: OptimizerInfo | null;
  steps: number;
  epochs: number | null;
  loss: { first: ReportNumber; last: ReportNumber };
  metrics: ReportMetric[];
  variables: ReportVariable[];
  /** Null and empty until they are measured. */
  activations: [];
  lossProgram: null;
  curvature: null;
  terms: ReportTerm[];
  jacobian: null;
  newton: null;
  verify: [];
  lines: [];
  refused: [];
}

export interface ReportMetric {
  name: string;
  split: 'train' | 'validation';
  first: ReportNumber;
  last: ReportNumber;
  best: { value: ReportNumber; epoch: number | null };
}

export interface ReportVariable {
  name: string;
  layer: string | null;
  shape: number[];
  parameters: number;
  file: string | null;
  line: number | null;
  updateRatio: ReportNumber;
  gradient: Record<'norm' | 'mean' | 'std' | 'min' | 'max' | 'zeros' | 'nan' | 'inf', ReportNumber>;
  weight: Record<'norm' | 'mean' | 'std', ReportNumber>;
}

export interface ReportTerm {
  name: string;
  file: string | null;
  line: number | null;
  value: ReportNumber;
  gradientNorm: ReportNumber;
  share: ReportNumber;
  cosine: ReportNumber;
  lambda: ReportNumber;
  variables: { name: string; gradientNorm: ReportNumber }[];
}

export interface ReportFinding {
  rule: string;
  family: string;
  severity: Severity;
  step: number;
  training: number;
  layer: string | null;
  variable: string | null;
  file: string | null;
  line: number | null;
  message: string;
  evidence: Record<string, unknown>;
  advice: string;
  consequences: string[];
  count: number;
}
