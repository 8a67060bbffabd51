/**
 * The steps are too long for this loss: it grows far above where it began, or each update overshoots.
 *
 * `diverges`: the smoothed loss is above `factor` times its start (early: a single loss above a hundred times the start that keeps growing), or is not
 * finite after it had grown so.
 * `overshoots`: at most of at least four probes the update went downhill (cos(−Δw, g) > 0) and raised the loss of its own batch, while the
 * loss has not fallen by `progress` of its start.
 * `doubled`: at the end it is twice its start, and the updates move the weights by more than 2 % a step.
 * Silent: where the updates are small beside the weights (targets that move, as in Q-learning); for losses that may be negative; where the loss fell below its start again; the noise of small batches, which does not raise the loss of
 * its own batch.
 */
import { formatNumber } from '../../format/number.js';
import type { Evidence } from '../evidence.js';
import { diagnosed } from '../finding.js';
import { trainingPlace, type Place } from '../place.js';
import { lineNear } from '../sourcePlace.js';
import type { Diagnosed, Rule } from '../rule.js';

export const unstableLoss: Rule = {
  name: 'loss-diverges',
  family: 'unstable-step',
  when: ['step', 'probe', 'end'],
  thresholds: { factor: 10, progress: 0.1 },
  examine(evidence, { factor, progress }) {
    const { loss, steps, nonFinite, updateSize } = evidence;
    if (!(loss.start > 0) || steps < 3 || !(updateSize > 0.005)) return NOTHING;
    const risen = Math.max(loss.smoothed, steps < 40 || nonFinite ? loss.newest : 0) / Math.min(loss.first, loss.start);
    if (risen > (steps >= 8 ? factor! : 100) && (loss.smoothed > factor! * loss.first || nonFinite !== null)) {
      const [from, to] = [formatNumber(loss.first), formatNumber(Math.max(loss.newest, loss.smoothed))];
      return [said(evidence, `The loss rose from ${from} to ${to}: the steps are too long`)];
    }
    return evidence.ended ? [...doubled(evidence), ...overshoots(evidence, progress!)].slice(0, 1) : NOTHING;
  },
};

/** It is asked at each step. */
const NOTHING: Diagnosed[] = [];

/** At the end the loss is twice what it was, by steps that move the weights by more than a fiftieth. */
function doubled(evidence: Evidence): Diagnosed[] {
  const { loss, steps, trainedElsewhere, updateSize } = evidence;
  const risen = loss.smoothed > 2 * loss.first && loss.smoothed > 1.5 * loss.start;
  if (steps < 20 || trainedElsewhere.size > 0 || !risen || !(updateSize > 0.02)) return [];
  return [
    said(
      evidence,
      `The loss rose from ${formatNumber(loss.first)} to ${formatNumber(loss.smoothed)}: the steps are too long`,
    ),
  ];
}

function overshoots(evidence: Evidence, progress: number): Diagnosed[] {
  const { programs, loss, steps } = evidence;
  const updates = programs.slice(1).flatMap(({ update }) => update ?? []);
  if (updates.length < 4 || loss.progress > progress || steps < 16) return [];
  const over = updates.filter(({ cosine, before, after }) => cosine > 0 && !(after < before * 1.02));
  if (over.length < 0.6 * updates.length) return [];
  return [
    said(
      evidence,
      `The steps overshoot: ${over.length} of ${updates.length} probed updates went downhill and raised the loss of their own batch`,
    ),
  ];
}

function said(evidence: Evidence, message: string): Diagnosed {
  const { loss, recent, steps, payload } = evidence;
  const rate = recent.at(-1)?.payload.learningRate ?? null;
  return diagnosed({
    ...{ severity: 'error', since: steps, place: ratePlace(evidence), message },
    evidence: {
      start: loss.start,
      smoothed: loss.smoothed,
      learningRate: rate,
      optimizer: payload.optimizer?.name ?? null,
    },
    advice: rate === null ? 'Take shorter steps.' : `Lower the learning rate: it is ${formatNumber(rate)}.`,
  });
}

/** The line that makes the optimizer, else the training's. */
export const ratePlace = (evidence: Evidence): Place =>
  lineNear(evidence, /tf\.train\.\w+\(|\btrain\.(?:sgd|adam|momentum|rmsprop|ada\w+)\(/, 400) ??
  lineNear(evidence, /\b(?:learningRate|learning_rate|rate|lr)\b\s*[=:]\s*[\d.]/i, 400) ??
  trainingPlace(evidence.payload);
