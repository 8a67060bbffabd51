import assert from 'node:assert/strict';
import { checkReference } from './checkReference.js';
import { readReference, relativeError, writeProgram } from './runReference.js';

describe('the native backend', function () {
  this.timeout(300_000);
  let program: string;
  // The project that scripts/installNative.mjs made.
  before(() => {
    program = writeProgram('native', 'tfjs-node');
  });

  for (const name of ['02_mlp', '04_cnn']) {
    it(`trains ${name} on the rung tensorflow, with loss, gradients and statistics of the float64 reference`, async () => {
      const native = { program, backend: null, expectBackend: 'tensorflow' } as const;
      const { printed, report } = await checkReference(name, native);
      assert.equal(printed.backend, 'tensorflow');
      assert.match(report.ladder.find((rung) => rung.name === 'tensorflow')!.why, /came out right/);
      assert.match(
        report.ladder.find((rung) => rung.name === 'tensorflow-gpu')!.why,
        /not installed|without its native binding/,
      );
    });

    it(`trains ${name} on wasm and cpu too, where those are asked for in spite of the import`, async () => {
      const gradients = readReference(name).expected.gradient;
      for (const backend of ['wasm', 'cpu'] as const) {
        const { printed } = await checkReference(name, {
          program,
          backend,
          expectBackend: backend,
        });
        assert.equal(printed.backend, backend);
        for (const [key, { values }] of Object.entries(gradients)) {
          assert.ok(relativeError(printed.gradients[key]!, values) < 3e-6);
        }
      }
    });
  }
});
