/** When a loss program is read for the rules: its values, and what the step's own update did. */
import type { NonFinite } from '../diagnosis/evidence.js';
import type { ProgramEvidence } from '../diagnosis/programEvidence.js';
import { isVariable } from '../instrument/engine.js';
import { openProgram } from '../program/openProgram.js';
import type { OwnGradient, RecordedProgram } from '../program/programSource.js';
import type { EvaluationPlace } from '../probes/evaluation/messages.js';
import { closerLook } from '../probes/values/closerLook.js';
import { firstUpdates, type ObservedUpdate } from '../probes/values/firstUpdates.js';
import { readProgram, type ProgramReader } from '../probes/values/readProgram.js';
import { watchUpdate, type WatchedUpdate } from '../probes/values/watchUpdate.js';
import type { Programs } from './programs.js';

export interface ProgramReading {
  /** A step was recorded: what was read before its update is completed, and the next reading is asked for. */
  closed(training: number, step: number): void;
  /**
   * A program with the weights of now, as evidence for what is not finite at this step: the newest, or of another signature (another batch size)
   * one that breaks. `told` is over before the weights change.
   */
  broken(training: number, step: number, where: NonFinite['where'], told: (found: Broken) => void): void;
  /** Completes what is still open. */
  end(): void;
}

type Broken = Pick<NonFinite, 'probe' | 'recordedAt' | 'look'>;

/** Steps from the first that are all read, so that inertia and bias correction show. */
const FIRST = 4;

/** Signatures that are read as they come: of a program whose every step is another one, not each. */
const MOST_SIGNATURES = 8;

/**
 * Programs are read at the first steps and at steps that double, so that the cost of all readings together falls with the length of the
 * training; and of each new signature. What others have recorded in between is left alone.
 */
export function startProgramReading(
  programs: Programs,
  reader: () => ProgramReader,
  evaluation: EvaluationPlace,
  found: (training: number, evidence: ProgramEvidence | { refused: string }) => void,
): ProgramReading {
  const pending = new Map<number, { evidence: ProgramEvidence; ended: () => WatchedUpdate | null }>();
  const observed = new Map<number, ObservedUpdate[]>();
  const seen = new Map<number, Set<string>>();

  function isNew({ training, program }: RecordedProgram): boolean {
    let signatures = seen.get(training);
    if (!signatures) seen.set(training, (signatures = new Set()));
    if (signatures.size >= MOST_SIGNATURES) return false;
    return signatures.size < signatures.add(program.signature).size;
  }

  programs.onProgram((recorded, own) => {
    const { training, step, forLinesAlone } = recorded;
    if (forLinesAlone || (!isNew(recorded) && !isRead(step))) return;
    const { refused } = recorded.program;
    if (refused) return found(training, { refused: refused.why });
    try {
      const evidence = readNow(recorded, own);
      return found(training, evidence);
    } catch (error) {
      return found(training, { refused: (error as Error).message });
    }
  });

  function readNow(recorded: RecordedProgram, own: OwnGradient | null): ProgramEvidence {
    const { training, program, weights } = recorded;
    const { core } = reader();
    close(training);
    const opened = openProgram(core, program);
    try {
      const evidence = readProgram(reader(), recorded, opened);
      // A step of plain tensors ends only with the next one: what is held until then the program would see in tf.memory().
      const ended = weights.every(isVariable) ? watchUpdate(core, recorded, opened, own) : null;
      if (!ended) opened.dispose();
      else {
        const atEnd = () => {
          try {
            return ended();
          } finally {
            opened.dispose();
          }
        };
        pending.set(training, { evidence, ended: atEnd });
      }
      return evidence;
    } catch (error) {
      opened.dispose();
      throw error;
    }
  }

  function close(training: number): void {
    const open = pending.get(training);
    if (!open) return;
    pending.delete(training);
    const ended = open.ended();
    open.evidence.update = ended?.evidence ?? null;
    if (!ended || open.evidence.step > FIRST) return;
    const list = [...(observed.get(training) ?? []), { step: open.evidence.step, ...ended.observed }];
    if (open.evidence.step < FIRST) observed.set(training, list);
    else observed.delete(training);
    open.evidence.firstUpdates = firstUpdates(list);
  }

  function replayed(recorded: RecordedProgram, step: number) {
    if (recorded.program.refused) return null;
    const { core } = reader();
    try {
      const opened = openProgram(core, recorded.program);
      try {
        const probe = readProgram(reader(), { ...recorded, step }, opened);
        return { probe, recordedAt: recorded.step, look: closerLook(core, recorded, evaluation) };
      } finally {
        opened.dispose();
      }
    } catch {
      // Without the values the finding names the step alone.
      return null;
    }
  }

  return {
    closed(training, step) {
      close(training);
      if (isRead(step + 1)) programs.request(training);
    },
    broken(training, step, where, told) {
      const all = programs.all(training).flatMap((recorded) => replayed(recorded, step) ?? []);
      const first = (where === 'loss' && all.find(({ probe }) => hasBroken(probe))) || all[0];
      told(first ?? { probe: null, recordedAt: null, look: null });
      first?.look.close();
    },
    end() {
      for (const training of [...pending.keys()]) close(training);
    },
  };
}

const isRead = (step: number) => step <= FIRST || (step & (step - 1)) === 0;

const hasBroken = ({ readings }: ProgramEvidence) => [...readings.values()].some(({ nan, inf }) => nan + inf > 0);
