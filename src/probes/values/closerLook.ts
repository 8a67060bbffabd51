/** Looks at what broke in a loss program: the elements that are not finite, in the program's own float32 and then in float64. */
import type { BrokenElements, CloserLook, ExactElements } from '../../diagnosis/evidence.js';
import type { LossOp } from '../../program/lossProgram.js';
import type { RecordedProgram } from '../../program/programSource.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import type { EvaluationPlace } from '../evaluation/messages.js';
import { waitForAnswer } from '../evaluation/waitForAnswer.js';
import { brokenPlaces, elementsAt, firstBrokenGradient, type Elements, type ValueAt } from './brokenElements.js';

/** Milliseconds that the training may stand for the replay in float64: it happens once. */
const PATIENCE = 8000;

/** Only while the variables hold the weights of before the update. */
export function closerLook(
  core: TensorflowCore,
  { program, weights }: Pick<RecordedProgram, 'program' | 'weights'>,
  evaluation: EvaluationPlace,
): CloserLook {
  function broken(at: ValueAt): (BrokenElements & { nan: number; inf: number }) | null {
    const { places, values, inputs, passed } = elementsAt(core, program, weights, at, brokenPlaces);
    if (places.length === 0) return null;
    const nan = values.filter(Number.isNaN).length;
    return { inputs, passed, exact: inFloat64(at, places), nan, inf: values.length - nan };
  }

  function inFloat64(at: ValueAt, places: readonly number[]): ExactElements | null {
    try {
      const held = weights.map((tensor) => tensor.dataSync().slice() as Float32Array);
      const request = { kind: 'elements' as const, program, weights: held, at, places };
      const answer = waitForAnswer<Elements>(evaluation, request, PATIENCE);
      return answer && exactly(answer);
    } catch {
      // A kernel that the reference backend lacks: the finding stands without it.
      return null;
    }
  }

  return {
    forward: (op) => {
      const index = program.ops.indexOf(op);
      return index < 0 ? null : broken({ op: index, gradientTo: null });
    },
    backward() {
      const at = firstBrokenGradient(core, program, weights);
      const found = at && broken(at);
      return found && { ...found, op: program.ops[at.op] as LossOp };
    },
  };
}

function exactly({ values, inputs }: Elements): ExactElements {
  let [nan, inf, value] = [0, 0, NaN];
  for (const each of values) {
    if (Number.isNaN(each)) nan++;
    else if (!Number.isFinite(each)) inf++;
    else if (!(Math.abs(each) <= Math.abs(value))) value = each;
  }
  return { inputs, nan, inf, value };
}
