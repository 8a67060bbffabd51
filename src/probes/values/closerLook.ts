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

/** Of the weights that the variables hold until `close`: after it, only what was looked at before is known. */
export function closerLook(
  core: TensorflowCore,
  { program, weights }: Pick<RecordedProgram, 'program' | 'weights'>,
  evaluation: EvaluationPlace,
): CloserLook & { close(): void } {
  const known = new Map<string, ReturnType<typeof broken>>();
  let origin: ValueAt | null | undefined;
  let closed = false;

  /** Each place once: rules ask as often as something new is measured. */
  function once(at: ValueAt): ReturnType<typeof broken> {
    const key = `${at.op} ${String(at.gradientTo)}`;
    if (!known.has(key)) known.set(key, closed ? null : broken(at));
    return known.get(key)!;
  }

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
      return index < 0 ? null : once({ op: index, gradientTo: null });
    },
    backward() {
      if (origin === undefined) origin = closed ? null : firstBrokenGradient(core, program, weights);
      const found = origin && once(origin);
      return found && { ...found, op: program.ops[origin!.op] as LossOp };
    },
    close() {
      closed = true;
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
