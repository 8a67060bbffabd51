/** The rules at work in the trainer: what they are told, and where what they say goes. */
import { readFileSync } from 'node:fs';
import { createDiagnosis, type Diagnosis } from '../diagnosis/diagnosis.js';
import { explainFailure } from '../diagnosis/failedGradient.js';
import { RULES } from '../diagnosis/rules.js';
import type { StepExtras } from '../instrument/sink.js';
import type { EvaluationPlace } from '../probes/evaluation/messages.js';
import { centredRoot } from '../probes/values/centredRoot.js';
import type { ProgramReader } from '../probes/values/readProgram.js';
import { isIgnored } from '../protocol/ignored.js';
import { NORM_COLUMNS, VARIABLE_STATE, type FindingPayload, type StepPayload } from '../protocol/records.js';
import type { RuleSettings } from '../protocol/ruleSettings.js';
import { placedFinding } from './findingPlace.js';
import { startProgramReading } from './programReading.js';
import type { Programs } from './programs.js';

export interface DiagnosingParts {
  programs: Programs;
  reader(): ProgramReader;
  /** Where loss programs are replayed in float64. */
  evaluation: EvaluationPlace;
  /** The program's file, for what is found on none of its lines. */
  program: string;
  /** What the user set of the rules. */
  rules: RuleSettings;
  /** A rule threw: training goes on without it. */
  onFault(rule: string, error: unknown): void;
}

export interface Diagnosing extends Diagnosis {
  /** The gradients of the coming update are known, and nothing has been assigned. */
  beforeUpdate(id: number, step: number, broken: 'loss' | 'gradient' | null): void;
  /** As in the diagnosis; `updated`: what the hooks know of the update. */
  step(id: number, step: number, payload: StepPayload, updated?: StepExtras['updated']): void;
  /** An error ended the program, thrown at a line: what it says of the gradient, where it was about one. */
  programFailed(error: { message: string; file: string | null; line: number | null }): void;
}

export function startDiagnosis(
  { programs, reader, evaluation, program, onFault, rules: settings }: DiagnosingParts,
  append: (training: number, since: number, finding: FindingPayload) => void,
  nextId: () => number,
): Diagnosing {
  const sources = new Map<string, string | null>();
  function source(file: string): string | null {
    if (!sources.has(file)) sources.set(file, readText(file));
    return sources.get(file)!;
  }
  const report: typeof append = (id, since, finding) => {
    append(id, since, placedFinding(finding, program, source));
  };
  const diagnosis = createDiagnosis(
    {
      rules: RULES,
      enabled: (rule) => settings[rule] !== false,
      thresholds: (rule) => thresholdsOf(settings[rule]),
      ignored: (rule, place) => place !== null && isIgnored(source(place.file), place.line, rule),
      source,
      report,
      onFault,
    },
    nextId,
  );
  const broke = new Set<number>();
  const isOn = RULES.some(({ name }) => settings[name] !== false);
  const reading = isOn ? startProgramReading(programs, reader, evaluation, diagnosis.program) : null;

  return {
    ...diagnosis,
    beforeUpdate(id, step, where) {
      if (where === null || broke.has(id) || !reading) return;
      broke.add(id);
      reading.broken(id, step, where, (found) => {
        diagnosis.nonFinite(id, { step, where, ...found, root: null });
      });
    },
    step(id, step, payload, updated) {
      if (!reading) return;
      reading.closed(id, step);
      diagnosis.step(id, step, payload);
      if (broke.has(id) || !isBroken(payload)) return;
      broke.add(id);
      const root = centredRoot(updated?.optimizer ?? null);
      diagnosis.nonFinite(id, { step, where: 'update', probe: null, recordedAt: null, look: null, root });
    },
    programFailed({ message, ...place }) {
      const failure = programs.failure;
      const explained = failure && message.includes(failure.message) ? explainFailure(failure) : null;
      if (!failure || !explained) return;
      const { rule, family, source: from, advice } = explained;
      const { file, line } = from ?? place;
      report(-1, 0, {
        ...{ id: nextId(), rule, family, severity: 'error', layer: from?.layer ?? null, variable: null, file, line },
        ...{
          message: explained.message,
          evidence: { error: failure.message },
          advice,
          consequences: [],
          causedBy: null,
          count: 1,
        },
      });
    },
    end() {
      reading?.end();
      diagnosis.end();
    },
  };
}

/** Weights or updates of variables with a gradient that are not finite; gradients are told before the update. */
function isBroken({ norms, state }: StepPayload): boolean {
  const columns = NORM_COLUMNS.length;
  for (let i = 0; i < norms.length; i++) {
    const measured = state[Math.floor(i / columns)] === VARIABLE_STATE.measured;
    if (measured && i % columns > 0 && !Number.isFinite(norms[i]!)) return true;
  }
  return false;
}

const thresholdsOf = (set: RuleSettings[string] | undefined) => (typeof set === 'object' ? set : {});

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
