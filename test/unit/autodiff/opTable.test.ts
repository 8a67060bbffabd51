import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { secondOrderStatus } from '../../../src/autodiff/secondOrder.js';
import { float64References } from '../../support/measureOps.js';
import { allCases } from '../../support/opCases/allCases.js';
import { kernelNames, measureAll, renderTable, type OpErrors } from '../../support/opTable.js';
import { startWasmWithKernels } from '../backends/wasm/bothBackends.js';

const FILE = path.join(import.meta.dirname, '..', '..', '..', 'docs', 'second-order.md');
const TOLERANCE = 3e-6;

/** The errors of another machine may differ in their last bits, and so in their decade. */
const withoutErrors = (text: string) => text.replaceAll(/ 1e-?\d+ /g, ' ');

describe('the op table', function () {
  this.timeout(180_000);
  const measured: Record<string, OpErrors> = {};
  before(async () => {
    float64References();
    await startWasmWithKernels();
  });

  for (const backend of ['cpu', 'wasm']) {
    it(`holds the first and second derivative of every op against float64 on ${backend}`, () => {
      tf.setBackend(backend);
      const before = tf.memory().numTensors;
      const { errors, failures } = measureAll(tf);
      measured[backend] = errors;
      for (const [name, { gradient, product }] of errors) {
        if (!(Math.max(gradient, product) < TOLERANCE)) failures.push(`${name}: ${gradient}, ${product}`);
      }
      assert.deepEqual(failures, []);
      assert.equal(tf.memory().numTensors, before);
    });
  }

  it('has a case of every op that is called right and gives real numbers', () => {
    const covered = new Set(allCases.map(({ kernel }) => kernel));
    const integers = ['BitwiseAnd', 'LowerBound', 'Multinomial', 'NonMaxSuppressionV3', 'SearchSorted', 'UpperBound'];
    // Backward kernels: they run in the cases of their ops.
    const backward = /Grad$|Backprop/;
    const missing = kernelNames(tf).filter(
      (name) => secondOrderStatus(name).status === 'right' && !covered.has(name) && !backward.test(name),
    );
    assert.deepEqual(missing, integers);
  });

  it('is what docs/second-order.md says', () => {
    const text = renderTable(tf, measured);
    if (process.env['GRADLENS_WRITE_DOCS']) writeFileSync(FILE, text);
    assert.equal(withoutErrors(readFileSync(FILE, 'utf8')), withoutErrors(text), 'run: npm run docs:second-order');
  });
});
