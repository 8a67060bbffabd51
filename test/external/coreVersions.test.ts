import assert from 'node:assert/strict';
import { checkReference } from './checkReference.js';
import { writeProgram } from './runReference.js';

/** Projects that scripts/testExternal.ts made, by the version of TensorFlow.js installed in them. */
const VERSIONS = ['4.0.0', '4.10.0', '4.17.0'];

describe('other versions of TensorFlow.js', function () {
  this.timeout(300_000);
  for (const version of VERSIONS) {
    it(`${version} trains on our wasm backend with the numbers of the float64 reference`, async () => {
      const program = writeProgram(`tfjs-${version}`, 'tfjs');
      for (const name of ['02_mlp', '04_cnn']) {
        const where = { program, backend: null, expectBackend: 'wasm' } as const;
        const { report } = await checkReference(name, where);
        assert.equal(report.trainings.length, 1);
      }
    });
  }
});
