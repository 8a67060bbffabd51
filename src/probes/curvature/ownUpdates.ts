/** The stability limit of a program that updates its variables itself: rate and momentum from what an update did. */
import { identifiedRule, identifyUpdate } from '../../curvature/stability/identifyUpdate.js';
import { noLimit, type StabilityRule } from '../../curvature/stability/stabilityRule.js';
import type { LossProgram } from '../../program/lossProgram.js';
import { openProgram } from '../../program/openProgram.js';
import type { VariableInfo } from '../../protocol/records.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { weightTensors } from './weights.js';

/** An update of which the gradient can be computed again: its step was recorded. Weights are flat. */
export interface OwnUpdate {
  step: number;
  before: Float32Array;
  after: Float32Array;
  /** Before the update of the step before; null: there was none. */
  earlier: Float32Array | null;
  program: LossProgram;
}

export interface OwnUpdates {
  add(update: OwnUpdate): void;
  /** As of the last recorded update. */
  rule(): StabilityRule;
}

export function makeOwnUpdates(core: TensorflowCore, variables: readonly VariableInfo[]): OwnUpdates {
  let newest: OwnUpdate | null = null;
  let known: StabilityRule | null = null;
  return {
    add(update) {
      newest = update;
      known = null;
    },
    rule() {
      if (!newest) return noLimit('No limit is known: the program updates its variables itself.');
      known ??= identified(core, variables, newest);
      return known;
    },
  };
}

function identified(core: TensorflowCore, variables: readonly VariableInfo[], own: OwnUpdate): StabilityRule {
  const { before, after, earlier, program } = own;
  const update = difference(after, before);
  const previous = earlier && difference(before, earlier);
  return identifiedRule(identifyUpdate([{ update, gradient: gradientAt(core, program, before, variables), previous }]));
}

/** The gradient that the program's own call gave: functions with a gradient of their own as they ran. */
function gradientAt(
  core: TensorflowCore,
  program: LossProgram,
  flat: Float32Array,
  variables: readonly VariableInfo[],
): Float64Array {
  const opened = openProgram(core, program);
  const weights = weightTensors(core, flat, variables);
  const gradient = new Float64Array(flat.length);
  try {
    core.tidy(() => {
      const { grads } = core.engine().gradients(() => opened.loss(weights), weights, undefined, true);
      let at = 0;
      grads.forEach((part, i) => {
        if (part) gradient.set(part.dataSync(), at);
        at += weights[i]!.size;
      });
    });
  } finally {
    for (const weight of weights) weight.dispose();
    opened.dispose();
  }
  return gradient;
}

const difference = (a: Float32Array, b: Float32Array): Float64Array =>
  Float64Array.from(a, (value, i) => value - b[i]!);
