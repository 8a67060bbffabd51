/**
 * At which steps the curvature thread measures the terms of a loss: where the loss was recorded, at the end, where the training waits for
 * measurements, and in between as long as it takes a small part of the time that the track takes.
 */
import type { ProbedStep } from '../../probes/curvature/curvatureProbe.js';
import type { RecordedStep, TermsProbe } from '../../probes/terms/termsProbe.js';
import type { MeasureSettings } from '../../protocol/settings.js';
import type { LossTermsPayload } from '../../protocol/terms.js';

export interface TermsSchedule {
  add(recorded: RecordedStep): void;
  /** A snapshot was taken, and measured for so long. */
  stepped(at: ProbedStep, milliseconds: number): void;
  /** Measures a recorded step that waits; answers whether there was one. */
  due(): boolean;
  /** At the last step, if it is not measured yet. */
  finish(at: ProbedStep): void;
}

/** Of the time that the track takes. */
const SHARE = 0.25;

export function termsSchedule(
  probe: TermsProbe,
  { every }: Pick<MeasureSettings, 'every'>,
  record: (step: number, payload: LossTermsPayload) => void,
  now: () => number = () => performance.now(),
): TermsSchedule {
  const measured = new Set<number>();
  let allowance = 0;

  function measureAt({ step, before }: ProbedStep): void {
    if (before === null || measured.has(step) || probe.due.some((recorded) => recorded.step === step)) return;
    const begun = now();
    const payload = probe.at(step, before);
    allowance -= now() - begun;
    if (!payload) return;
    measured.add(step);
    record(step, payload);
  }

  function measureRecorded(): boolean {
    const found = probe.recordedStep();
    if (!found) return false;
    measured.add(found.step);
    record(found.step, found.payload);
    return true;
  }

  return {
    add: (recorded) => probe.add(recorded),
    stepped(at, milliseconds) {
      probe.observe(at);
      if (every === 0) return;
      allowance += SHARE * milliseconds;
      if (every !== null ? at.step % every === 0 : allowance > 0) measureAt(at);
    },
    due: measureRecorded,
    finish(at) {
      probe.observe(at);
      while (measureRecorded());
      measureAt(at);
    },
  };
}
