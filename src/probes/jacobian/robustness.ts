/** Loss of the recorded samples at disturbed inputs: under noise, and one step of the sign of the gradient (Goodfellow et al. 2015) further. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { recordTape } from '../../autodiff/recordedTape.js';
import type { Random } from '../../curvature/random.js';
import type { LossProgram, Slot } from '../../program/lossProgram.js';
import type { ModelPlace } from '../../program/modelPlace.js';
import type { OpenProgram } from '../../program/openProgram.js';
import type { Robustness } from '../../protocol/jacobian.js';
import type { TensorflowCore } from '../../tensorflow/core.js';

export interface RobustnessPart {
  program: LossProgram;
  open: OpenProgram;
}

/** Of the inputs' root mean square. */
const EPSILONS = [0.01, 0.03, 0.1, 0.3];

/** Means over the parts. The loss is the program's own, with its penalties. */
export function measureRobustness(
  core: TensorflowCore,
  parts: readonly RobustnessPart[],
  place: ModelPlace,
  weights: readonly Tensor[],
  random: Random,
): Robustness {
  let scale = 0;
  core.tidy(() => {
    const squares = parts.map(({ open }) =>
      open.forward(weights, place.inputs).map((x) => [core.sum(core.square(x)).dataSync()[0]!, x.size] as const),
    );
    const all = squares.flat();
    scale = Math.sqrt(all.reduce((sum, [square]) => sum + square, 0) / all.reduce((sum, [, size]) => sum + size, 0));
  });
  const found = parts.map((part) =>
    ofPart(
      core,
      part,
      place,
      weights,
      EPSILONS.map((share) => share * scale),
      random,
    ),
  );
  const mean = (of: (each: (typeof found)[number]) => number) =>
    found.reduce((sum, each) => sum + of(each), 0) / found.length;
  return {
    scale,
    loss: mean(({ loss }) => loss),
    points: EPSILONS.map((share, i) => ({
      epsilon: share * scale,
      noise: mean(({ noise }) => noise[i]!),
      gradientSign: mean(({ gradientSign }) => gradientSign[i]!),
    })),
  };
}

function ofPart(
  core: TensorflowCore,
  { program, open }: RobustnessPart,
  { inputs }: ModelPlace,
  weights: readonly Tensor[],
  epsilons: readonly number[],
  random: Random,
) {
  const xs = open.forward(weights, inputs).map((x) => core.keep(x));
  const lossAt = (given: readonly Tensor[]) =>
    open.forward(weights, [program.loss], new Map(inputs.map((slot, i): [Slot, Tensor] => [slot, given[i]!])))[0]!;
  const tape = recordTape(core, () => [lossAt(xs)], xs);
  const directions = {
    noise: xs.map(({ size, shape }) =>
      core.keep(
        core.tensor(
          Float32Array.from({ length: size }, () => random.normal()),
          shape,
        ),
      ),
    ),
    gradientSign: core.tidy(() =>
      tape.pullback([core.onesLike(tape.outputs[0]!)]).map((gradient) => core.keep(core.sign(gradient))),
    ),
  };
  const along = (ways: readonly Tensor[]) =>
    epsilons.map((epsilon) => {
      let value = NaN;
      core.tidy(() => {
        value = lossAt(xs.map((x, i) => core.add(x, core.mul(ways[i]!, epsilon)))).dataSync()[0]!;
      });
      return value;
    });
  const result = {
    loss: tape.outputs[0]!.dataSync()[0]!,
    noise: along(directions.noise),
    gradientSign: along(directions.gradientSign),
  };
  tape.dispose();
  core.dispose([...xs, ...directions.noise, ...directions.gradientSign]);
  return result;
}
