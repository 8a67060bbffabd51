import assert from 'node:assert/strict';
import { readReference, reference, relativeError, runReference, type Printed } from './runReference.js';
import type { Report } from '../../src/protocol/report.js';

export interface Where {
  program: string;
  backend: string | null;
  expectBackend: string;
}

/** One step of a reference network: what the program prints and what is reported of it, both against float64. */
export async function checkReference(name: string, where: Where): Promise<{ printed: Printed; report: Report }> {
  const { expected } = readReference(name);
  const { printed, report } = await runReference(where.program, where.backend, [reference(name)]);
  assert.equal(report.backend, where.expectBackend);
  assert.ok(Math.abs(printed.loss / expected.loss_value - 1) < 1e-6, `loss ${printed.loss}`);
  const [training] = report.trainings;
  assert.equal(training!.steps, 1);
  assert.ok(Math.abs(Number(training!.loss.last) / expected.loss_value - 1) < 1e-6);
  for (const [key, { values }] of Object.entries(expected.gradient)) {
    assert.ok(relativeError(printed.gradients[key]!, values) < 3e-6, `gradient of ${key}`);
    const variable = training!.variables.find((one) => one.name === key);
    assert.ok(variable, `${key} is reported`);
    const sum = values.reduce((a, b) => a + b, 0);
    const norm = Math.sqrt(values.reduce((a, b) => a + b * b, 0));
    const scale = Math.max(...values.map(Math.abs));
    const near = (actual: unknown, value: number, size: number, what: string) =>
      assert.ok(Math.abs(Number(actual) - value) <= 3e-6 * size, `${what} of ${key}: ${String(actual)}, not ${value}`);
    near(variable.gradient.norm, norm, norm, 'norm');
    near(variable.gradient.mean, sum / values.length, scale, 'mean');
    near(variable.gradient.min, Math.min(...values), scale, 'min');
    near(variable.gradient.max, Math.max(...values), scale, 'max');
    assert.equal(variable.gradient.nan, 0);
  }
  return { printed, report };
}
