/** The Jacobian penalty and the probe on the native backend, against the references of another library. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type * as core from '@tensorflow/tfjs-core';
import { createRandom } from '../../src/curvature/random.js';
import { openProgram } from '../../src/program/openProgram.js';
import { modelPlace } from '../../src/program/modelPlace.js';
import { openJacobianSession } from '../../src/probes/jacobian/jacobianSession.js';
import { measureNorm } from '../../src/probes/jacobian/measureNorm.js';
import { measureRobustness } from '../../src/probes/jacobian/robustness.js';
import { penaltyOnOutputs } from '../../src/regularization/jacobian/jacobianPenalty.js';
import { buildModel, readReference, type Values } from '../support/referenceModel.js';
import { recordCall } from '../unit/program/recordCall.js';

interface Expected {
  expected: {
    lambda: number;
    term_value: number;
    squared_norm: number;
    gradient_of_term: Record<string, Values>;
  };
}

describe('the Jacobian on the native backend', function () {
  this.timeout(300_000);
  let tf: typeof core;
  before(() => {
    const require = createRequire(resolve('.cache/native/package.json'));
    tf = require('@tensorflow/tfjs-node') as typeof core;
    assert.equal(tf.getBackend(), 'tensorflow');
  });

  it('as a penalty has the value and the gradient of 10_jacobian', () => {
    const { expected } = readReference<Expected>('10_jacobian');
    const built = buildModel(tf, readReference('04_cnn').model);
    const x = Object.values(built.inputs)[0]!;
    const { lambda } = expected;
    const options = { lambda, factor: 0.5, projections: 'exact', wrt: null, random: createRandom(1) } as const;
    const { value, grads } = tf.variableGrads(
      () => penaltyOnOutputs(tf, [built.forward()], () => [x], options),
      built.variables,
    );
    assert.ok(Math.abs(value.dataSync()[0]! / expected.term_value - 1) < 1e-6);
    let [error, size] = [0, 0];
    built.names.forEach((name, i) => {
      const wanted = expected.gradient_of_term[name]!.values;
      const found = grads[built.variables[i]!.name]?.dataSync();
      wanted.forEach((each, j) => {
        error += ((found?.[j] ?? 0) - each) ** 2;
        size += each ** 2;
      });
    });
    assert.ok(Math.sqrt(error / size) < 1e-6, `off by ${Math.sqrt(error / size)}`);
    built.dispose();
  });

  it('is measured on a recorded loss, and the loss at disturbed inputs with it', () => {
    const { expected } = readReference<Expected>('10_jacobian');
    const built = buildModel(tf, readReference('04_cnn').model);
    const labels = tf.oneHot(tf.range(0, 8, 1, 'int32'), 10);
    const { program } = recordCall(
      tf,
      () => tf.losses.softmaxCrossEntropy(labels, built.forward()) as core.Scalar,
      built.variables,
    );
    const place = modelPlace(program);
    if (typeof place === 'string') throw new Error(place);
    const open = openProgram(tf, program);
    const session = openJacobianSession(tf, open, place, built.variables, program.batchSize!);
    const { norm, exact } = measureNorm([session], 8, createRandom(1), () => undefined);
    assert.equal(exact, true);
    assert.ok(Math.abs(norm / Math.sqrt(expected.squared_norm) - 1) < 1e-5, String(norm));
    const { loss, points } = measureRobustness(tf, [{ program, open }], place, built.variables, createRandom(1));
    const attacked = points.map(({ gradientSign }) => gradientSign);
    assert.ok([loss, ...attacked].every((each, i, all) => i === 0 || each > all[i - 1]!));
    session.dispose();
    open.dispose();
    built.dispose();
  });
});
