import assert from 'node:assert/strict';
import { explainFailure } from '../../../src/diagnosis/failedGradient.js';
import { firstUpdates, type ObservedUpdate } from '../../../src/probes/values/firstUpdates.js';
import { isIgnored } from '../../../src/protocol/ignored.js';

const gradients = [
  [1, -2, 0.5],
  [0.8, -1.5, 0.7],
  [0.5, -1.2, 0.2],
  [0.4, -0.7, -0.1],
];

function observed(update: (gradient: number, i: number, t: number) => number): ObservedUpdate[] {
  return gradients.map((gradient, k) => ({
    step: k + 1,
    gradient: Float64Array.from(gradient),
    update: Float64Array.from(gradient, (g, i) => update(g, i, k + 1)),
  }));
}

function adam(factor: (t: number) => number): ObservedUpdate[] {
  const [m, v] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  return observed((g, i, t) => {
    m[i] = 0.9 * m[i]! + 0.1 * g;
    v[i] = 0.999 * v[i]! + 0.001 * g * g;
    return (-0.01 * factor(t) * m[i]!) / Math.sqrt(v[i]!);
  });
}

describe('the first updates of a training', () => {
  it('tell plain descent, momentum and gradients that pile up by their inertia', () => {
    for (const beta of [0, 0.9, 1]) {
      const velocity = [0, 0, 0];
      const first = firstUpdates(observed((g, i) => (velocity[i] = beta * velocity[i]! - 0.1 * g)))!;
      assert.ok(Math.abs(first.inertia - beta) < 1e-12, `${beta}: ${first.inertia}`);
      assert.ok(first.inertiaError < 1e-12);
    }
  });

  it('tell which moments of Adam are corrected', () => {
    const right = firstUpdates(adam((t) => Math.sqrt(1 - 0.999 ** t) / (1 - 0.9 ** t)))!.adam;
    assert.ok(right.both < 1e-9 && right.none > 0.1);
    const wrong = firstUpdates(adam(() => 1 / (1 - 0.9 ** 120)))!.adam;
    assert.ok(wrong.none < 1e-9 && wrong.both > 0.1);
  });

  it('are not judged where steps are missing', () => {
    assert.equal(firstUpdates(observed((g) => -g).slice(1)), null);
    assert.equal(firstUpdates(observed((g) => -g).slice(0, 2)), null);
  });
});

describe('an error of TensorFlow.js about a gradient', () => {
  it('names the op without a derivative, at its last line', () => {
    const at = (line: number) => ({ file: 'a.mjs', line, caller: null, layer: null });
    const ops = [
      { kernel: 'Greater', source: at(3) },
      { kernel: 'Greater', source: at(5) },
      { kernel: 'Mean', source: at(6) },
    ];
    const said = explainFailure({ message: 'Cannot compute gradient: gradient function not found for Greater.', ops })!;
    assert.equal(said.family, 'non-differentiable');
    assert.equal(said.source?.line, 5);
  });

  it('is left alone where it is about something else', () => {
    assert.equal(explainFailure({ message: 'Error in matMul: inner shapes', ops: [] }), null);
  });
});

describe('gradlens-ignore', () => {
  const text = 'a();\n// gradlens-ignore units-dead\nb();\nc(); // gradlens-ignore\nd();\n\ne();';
  it('holds for the named rule on its line and the next, without a name for all', () => {
    assert.equal(isIgnored(text, 3, 'units-dead'), true);
    assert.equal(isIgnored(text, 3, 'loss-diverges'), false);
    assert.equal(isIgnored(text, 4, 'loss-diverges'), true);
    assert.equal(isIgnored(text, 7, 'units-dead'), false);
    assert.equal(isIgnored(null, 1, 'units-dead'), false);
  });
});
