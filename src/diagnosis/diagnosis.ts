/**
 * Runs the rules as evidence comes in, and keeps the findings: each begins once, grows, and stands under its cause.
 */
import type {
  CurvaturePayload,
  FindingPayload,
  MetricPayload,
  StepPayload,
  TrainingPayload,
} from '../protocol/records.js';
import { follows } from './causes.js';
import type { NonFinite } from './evidence.js';
import type { ProgramEvidence } from './programEvidence.js';
import type { Diagnosed, Family, Occasion, Rule } from './rule.js';
import { placeIn } from './layerPlace.js';
import { TrainingHistory } from './trainingHistory.js';

export interface DiagnosisOptions {
  rules: readonly Rule[];
  /** False: the user has turned the rule off. */
  enabled(rule: string): boolean;
  /** The user's own thresholds for a rule. */
  thresholds(rule: string): Record<string, number>;
  /** Whether the source says `// gradlens-ignore RULE` at that place. */
  ignored(rule: string, place: { file: string; line: number } | null): boolean;
  /** Text of a source file of the user; null: it cannot be read. */
  source(file: string): string | null;
  /** A finding began or changed; `since` is the step of its record. */
  report(training: number, since: number, finding: FindingPayload): void;
  /** A rule threw: it is not asked any more. */
  onFault(rule: string, error: unknown): void;
}

export interface Diagnosis {
  training(id: number, payload: TrainingPayload): void;
  step(id: number, step: number, payload: StepPayload): void;
  metric(id: number, step: number, payload: MetricPayload): void;
  curvature(id: number, step: number, payload: CurvaturePayload): void;
  program(id: number, evidence: ProgramEvidence | { refused: string }): void;
  /** The first time that something was not finite. */
  nonFinite(id: number, seen: NonFinite): void;
  /** The program ends: the rules speak for the last time, and what has grown since is reported. */
  end(): void;
}

interface Known {
  family: Family;
  training: number;
  since: number;
  finding: FindingPayload;
  reported: number;
}

export function createDiagnosis(options: DiagnosisOptions, nextId: () => number): Diagnosis {
  const histories = new Map<number, TrainingHistory>();
  const asked = options.rules
    .filter(({ name }) => options.enabled(name))
    .map((rule) => ({ rule, thresholds: { ...rule.thresholds, ...options.thresholds(rule.name) }, broken: false }));
  const at = (occasion: Occasion) => asked.filter(({ rule }) => rule.when.includes(occasion));
  const byOccasion: Record<Occasion, typeof asked> = { step: at('step'), probe: at('probe'), end: at('end') };
  const known = new Map<string, Known>();

  function examine(history: TrainingHistory, occasion: Occasion): void {
    for (const asked of byOccasion[occasion]) {
      const { rule, thresholds } = asked;
      if (asked.broken) continue;
      try {
        for (const diagnosed of rule.examine(history, thresholds)) take(history, rule, diagnosed);
      } catch (error) {
        asked.broken = true;
        options.onFault(rule.name, error);
      }
    }
  }

  function take(history: TrainingHistory, rule: Rule, diagnosed: Diagnosed): void {
    const key = `${history.training} ${rule.name} ${diagnosed.subject}`;
    const before = known.get(key);
    if (before) {
      before.finding.count++;
      return;
    }
    const place = placeIn(diagnosed, history);
    const { since, severity, layer, variable, message, advice } = diagnosed;
    if (options.ignored(rule.name, place)) return;
    const finding: FindingPayload = {
      ...{ id: nextId(), rule: rule.name, family: rule.family, severity, layer, variable, message, advice },
      evidence: diagnosed.evidence,
      ...{ file: place?.file ?? null, line: place?.line ?? null },
      ...{ consequences: [], causedBy: null, count: 1 },
    };
    const entry = { family: rule.family, training: history.training, since, finding, reported: 0 };
    known.set(key, entry);
    for (const other of relatives(entry)) connect(entry, other);
    report(entry);
  }

  const relatives = ({ training }: Known) => [...known.values()].filter((other) => other.training === training);

  /** The one that came first explains the other, where the families say so. */
  function connect(fresh: Known, other: Known): void {
    if (other === fresh) return;
    if (explains(other, fresh) && fresh.finding.causedBy === null) attach(fresh, other);
    else if (explains(fresh, other) && other.finding.causedBy === null) attach(other, fresh);
  }

  const explains = (cause: Known, effect: Known) =>
    follows(effect.family, cause.family) && cause.since <= effect.since && !descends(cause, effect);

  const descends = (entry: Known, from: Known): boolean => {
    for (let at: Known | undefined = entry; at; at = parent(at)) if (at === from) return true;
    return false;
  };
  const parent = ({ finding }: Known) => [...known.values()].find((other) => other.finding.id === finding.causedBy);

  function attach(effect: Known, cause: Known): void {
    effect.finding.causedBy = cause.finding.id;
    cause.finding.consequences.push(effect.finding.message);
    report(effect);
    report(cause);
  }

  function report(entry: Known): void {
    entry.reported = entry.finding.count;
    options.report(entry.training, entry.since, { ...entry.finding, consequences: [...entry.finding.consequences] });
  }

  const within = (id: number, then: (history: TrainingHistory) => void) => {
    const history = histories.get(id);
    if (history) then(history);
  };

  return {
    training(id, payload) {
      const history = histories.get(id);
      if (history) history.payload = payload;
      else histories.set(id, new TrainingHistory(id, payload, options.source, () => histories.values()));
    },
    step: (id, step, payload) =>
      within(id, (history) => {
        history.addStep(step, payload);
        examine(history, 'step');
      }),
    metric: (id, step, payload) =>
      within(id, (history) => {
        history.addMetric(step, payload);
        if (payload.scope === 'epoch') examine(history, 'probe');
      }),
    curvature: (id, step, payload) =>
      within(id, (history) => {
        history.addCurvature(step, payload);
        examine(history, 'probe');
      }),
    program: (id, evidence) =>
      within(id, (history) => {
        if ('refused' in evidence) history.noProgram = evidence.refused;
        else {
          history.programs.push(evidence);
          examine(history, 'probe');
        }
      }),
    nonFinite: (id, seen) =>
      within(id, (history) => {
        if (history.nonFinite) return;
        history.nonFinite = seen;
        examine(history, 'probe');
      }),
    end() {
      for (const history of histories.values()) {
        history.ended = true;
        examine(history, 'end');
      }
      for (const entry of known.values()) if (entry.finding.count > entry.reported) report(entry);
    },
  };
}
