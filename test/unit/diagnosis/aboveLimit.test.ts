import assert from 'node:assert/strict';
import type { Evidence } from '../../../src/diagnosis/evidence.js';
import { LossTrend } from '../../../src/diagnosis/lossTrend.js';
import { programGraph } from '../../../src/diagnosis/programGraph.js';
import { aboveLimit } from '../../../src/diagnosis/rules/aboveLimit.js';
import type { KernelOp, LossProgram } from '../../../src/program/lossProgram.js';
import type { CurvaturePayload } from '../../../src/protocol/records.js';

/** mean((w·x − y)²): slots w, x, y, product, difference, loss. */
const op = (kernel: string, inputs: number[], output: number) =>
  ({ kind: 'kernel', kernel, attributes: {}, inputs, outputs: [output], source: null }) as unknown as KernelOp;
const program = {
  loss: 5,
  slots: [[1, 1], [4, 1], [4, 1], [4, 1], [4, 1], []].map((shape) => ({ shape, dtype: 'float32' })),
  leaves: [
    { kind: 'variable', slot: 0, variable: 0 },
    { kind: 'data', slot: 1 },
    { kind: 'data', slot: 2 },
  ],
  ops: [op('MatMul', [1, 0], 3), op('SquaredDifference', [3, 2], 4), op('Mean', [4], 5)],
} as unknown as LossProgram;

const measured = (lower: number, value: number, upper: number): CurvaturePayload & { step: number } =>
  ({
    ...{ step: 50, measured: 'anchor', samples: 512, eigenvalues: [{ value, residual: 1e-4 }], cold: true },
    stability: { rule: 'SGD: 2/η', limit: 10, value, lower, upper, why: null },
  }) as CurvaturePayload & { step: number };

function examined(losses: (step: number) => number, ...curvature: (CurvaturePayload & { step: number })[]) {
  const loss = new LossTrend();
  for (let step = 1; step <= 100; step++) loss.add(step, losses(step));
  const evidence = {
    ...{ steps: 100, ended: true, trainedElsewhere: new Set(), loss, curvature, recent: [], source: () => null },
    ...{ payload: { file: null, line: null }, programs: [{ graph: programGraph(program), readings: new Map() }] },
  } as unknown as Evidence;
  return aboveLimit.examine(evidence, aboveLimit.thresholds);
}
const stuck = (step: number) => 2 + 0.01 * Math.sin(step);

describe('steps above the limit of stability', () => {
  it('are found where the lower end of the bracket is above and the loss does not fall', () => {
    const [finding] = examined(stuck, measured(11, 12, 15));
    assert.equal(finding?.severity, 'error');
    const { lambda1, residual, lower, upper, limit, rule } = finding.evidence;
    assert.deepEqual([lambda1, residual, lower, upper, limit, rule], [12, 1e-4, 11, 15, 10, 'SGD: 2/η']);
  });

  it('are not claimed where only the value, or the upper end, is above', () => {
    assert.deepEqual(examined(stuck, measured(9, 12, 15)), []);
  });

  it('are not claimed at the edge of stability, where the loss falls all the same', () => {
    assert.deepEqual(
      examined((step) => 2 / step, measured(11, 12, 15)),
      [],
    );
  });

  it('are not claimed by one measurement of several', () => {
    assert.deepEqual(examined(stuck, measured(3, 4, 5), measured(3, 4, 5), measured(11, 12, 15)), []);
  });

  it('are not claimed of the noise of small batches', () => {
    assert.deepEqual(
      examined((step) => 2 + Math.sin(7 * step), measured(3, 4, 6)),
      [],
    );
  });
});
