/** The rules at work in the trainer: what they are told, and when a loss program is read for them. */
import { createDiagnosis, type Diagnosis } from '../diagnosis/diagnosis.js';
import { RULES } from '../diagnosis/rules.js';
import { readProgram } from '../probes/values/readProgram.js';
import type { Core } from '../program/openProgram.js';
import type { ProgramSource } from '../program/programSource.js';
import type { FindingPayload } from '../protocol/records.js';

export interface DiagnosingParts {
  programs: ProgramSource;
  core(): Core;
}

/**
 * Programs are read at the first step and at steps that double, so that the cost of all of them together falls with the length
 * of the training; and of each new signature.
 */
export function startDiagnosis(
  { programs, core }: DiagnosingParts,
  report: (training: number, since: number, finding: FindingPayload) => void,
  nextId: () => number,
): Diagnosis {
  const diagnosis = createDiagnosis(
    {
      rules: RULES,
      enabled: () => true,
      thresholds: () => ({}),
      ignored: () => false,
      report,
      onFault(rule, error) {
        throw new Error(`the rule ${rule} failed`, { cause: error });
      },
    },
    nextId,
  );
  programs.onProgram((recorded) => {
    const { refused } = recorded.program;
    if (refused) return diagnosis.program(recorded.training, { refused: refused.why });
    try {
      return diagnosis.program(recorded.training, readProgram(core(), recorded));
    } catch (error) {
      return diagnosis.program(recorded.training, { refused: (error as Error).message });
    }
  });
  return {
    ...diagnosis,
    step(id, step, payload) {
      diagnosis.step(id, step, payload);
      if (Math.log2(step + 1) % 1 === 0) programs.request(id);
    },
  };
}
