/** The rules at work in the trainer: what they are told, and when a loss program is read for them. */
import { readFileSync } from 'node:fs';
import { createDiagnosis, type Diagnosis } from '../diagnosis/diagnosis.js';
import type { NonFinite } from '../diagnosis/evidence.js';
import type { ProgramEvidence } from '../diagnosis/programEvidence.js';
import { explainFailure } from '../diagnosis/failedGradient.js';
import { RULES } from '../diagnosis/rules.js';
import type { StepExtras } from '../instrument/sink.js';
import { isVariable } from '../instrument/engine.js';
import type { EvaluationPlace } from '../probes/evaluation/messages.js';
import { centredRoot } from '../probes/values/centredRoot.js';
import { closerLook } from '../probes/values/closerLook.js';
import { readProgram, type Describe } from '../probes/values/readProgram.js';
import { firstUpdates, type ObservedUpdate } from '../probes/values/firstUpdates.js';
import { watchUpdate, type WatchedUpdate } from '../probes/values/watchUpdate.js';
import type { TensorflowCore } from '../tensorflow/core.js';
import { isIgnored } from '../protocol/ignored.js';
import type { RecordedProgram } from '../program/programSource.js';
import { VARIABLE_STATE, type FindingPayload, type StepPayload } from '../protocol/records.js';
import type { RuleSettings } from '../protocol/ruleSettings.js';
import { placedFinding } from './findingPlace.js';
import type { Programs } from './programs.js';

export interface DiagnosingParts {
  programs: Programs;
  core(): TensorflowCore;
  describe: Describe;
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
  /** An error ended the program, thrown at `place`: what it says of the gradient, where it was about one. */
  programFailed(place: { file: string | null; line: number | null }): void;
}

/**
 * Programs are read at the first steps and at steps that double, so that the cost of all of them together falls with the length
 * of the training; and of each new signature.
 */
export function startDiagnosis(
  { programs, core, describe, evaluation, program, onFault, rules: settings }: DiagnosingParts,
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
  const pending = new Map<number, { evidence: ProgramEvidence; ended: () => WatchedUpdate | null }>();
  const observed = new Map<number, ObservedUpdate[]>();
  const broke = new Set<number>();
  programs.onProgram((recorded) => {
    const { training, forLinesAlone } = recorded;
    if (forLinesAlone) return;
    const { refused } = recorded.program;
    if (refused) return diagnosis.program(training, { refused: refused.why });
    try {
      const evidence = readProgram(core(), recorded, describe);
      close(training);
      // A step of plain tensors ends only with the next one: what is held until then the program would see in tf.memory().
      const ended = recorded.weights.every(isVariable) ? watchUpdate(core(), recorded) : null;
      if (ended) pending.set(training, { evidence, ended });
      return diagnosis.program(training, evidence);
    } catch (error) {
      return diagnosis.program(training, { refused: (error as Error).message });
    }
  });

  function close(training: number): void {
    const open = pending.get(training);
    if (!open) return;
    pending.delete(training);
    const ended = open.ended();
    open.evidence.update = ended?.evidence ?? null;
    if (!ended?.observed || open.evidence.step > 4) return;
    const list = [...(observed.get(training) ?? []), { step: open.evidence.step, ...ended.observed }];
    observed.set(training, list);
    open.evidence.firstUpdates = firstUpdates(list);
  }

  /** With the weights of before this step's update. */
  function broken(id: number, step: number, where: NonFinite['where']): void {
    broke.add(id);
    const seen = programs.all(id).flatMap((recorded) => replayed(recorded, step) ?? []);
    // Another signature is another batch size or another loss: one of them breaks.
    const first = (where === 'loss' && seen.find(({ probe }) => hasBroken(probe))) || seen[0];
    const found = first ?? { probe: null, recordedAt: null, look: null };
    diagnosis.nonFinite(id, { step, where, ...found, root: null });
    first?.look.close();
  }

  function replayed(recorded: RecordedProgram, step: number) {
    if (recorded.program.refused) return null;
    try {
      const probe = readProgram(core(), { ...recorded, step }, describe);
      return { probe, recordedAt: recorded.step, look: closerLook(core(), recorded, evaluation) };
    } catch {
      // Without the values the finding names the step alone.
      return null;
    }
  }

  return {
    ...diagnosis,
    beforeUpdate(id, step, where) {
      if (where !== null && !broke.has(id)) broken(id, step, where);
    },
    step(id, step, payload, updated) {
      close(id);
      diagnosis.step(id, step, payload);
      if (step < 4 || Math.log2(step + 1) % 1 === 0) programs.request(id);
      if (broke.has(id) || !hasBrokenUpdate(payload)) return;
      broke.add(id);
      const root = centredRoot(updated?.optimizer ?? null);
      diagnosis.nonFinite(id, { step, where: 'update', probe: null, recordedAt: null, look: null, root });
    },
    programFailed(place) {
      const explained = programs.failure && explainFailure(programs.failure);
      if (!explained) return;
      const { rule, family, source: from, message, advice } = explained;
      const { file, line } = from ?? place;
      report(-1, 0, {
        ...{ id: nextId(), rule, family, severity: 'error', layer: from?.layer ?? null, variable: null, file, line },
        ...{
          message,
          evidence: { error: programs.failure.message },
          advice,
          consequences: [],
          causedBy: null,
          count: 1,
        },
      });
    },
    end() {
      for (const id of [...pending.keys()]) close(id);
      diagnosis.end();
    },
  };
}

const hasBroken = ({ readings }: ProgramEvidence) => [...readings.values()].some(({ nan, inf }) => nan + inf > 0);

/** A variable with a gradient that is NaN or infinite after its update; what got none has no norms. */
const hasBrokenUpdate = ({ norms, state }: StepPayload) =>
  norms.some((norm, i) => i % 3 > 0 && state[Math.floor(i / 3)] === VARIABLE_STATE.measured && !Number.isFinite(norm));

const thresholdsOf = (set: RuleSettings[string] | undefined) => (typeof set === 'object' ? set : {});

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
