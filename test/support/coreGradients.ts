/**
 * tfjs-core's own gradient tests, which its package ships beside the code, on the cpu backend. To be run by mocha in a process of
 * its own: they reset the engine. They are written for jasmine, of which they need little. With REPAIRED in the environment the
 * repairs are installed.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { installRepairs } from '../../src/autodiff/repairs.js';
import type { TensorflowCore } from '../../src/tensorflow/core.js';

const expectThat = (actual: unknown) => {
  const throws = (error?: unknown) => {
    if (typeof error === 'string') assert.throws(actual as () => void, { message: error });
    else if (error instanceof RegExp) assert.throws(actual as () => void, error);
    else assert.throws(actual as () => void);
  };
  const plain = {
    nothing: () => undefined,
    toBe: (expected: unknown) => assert.equal(actual, expected),
    toEqual: (expected: unknown) => assert.deepEqual(actual, expected),
    toBeNull: () => assert.equal(actual, null),
    toBeUndefined: () => assert.equal(actual, undefined),
    toBeDefined: () => assert.notEqual(actual, undefined),
    toBeTruthy: () => assert.ok(actual),
    toBeFalsy: () => assert.ok(!actual),
    toBeGreaterThan: (than: number) => assert.ok((actual as number) > than),
    toBeLessThan: (than: number) => assert.ok((actual as number) < than),
    toBeCloseTo: (to: number, digits = 2) => assert.ok(Math.abs((actual as number) - to) < 10 ** -digits / 2),
    toThrow: throws,
    toThrowError: throws,
  };
  return { ...plain, not: { toThrow: actual as () => void, toThrowError: actual as () => void } };
};
const only = /grad|tape|derivative/i;
const realIt = it;
/** Under a suite of gradients every test counts, elsewhere those with a gradient in their name. */
const itIfGradient = (name: string, test: Mocha.Func) => {
  realIt(name, function (this: Mocha.Context, ...args) {
    if (!only.test(this.test!.fullTitle())) this.skip();
    return (test as (this: Mocha.Context, ...rest: unknown[]) => unknown).apply(this, args) as never;
  });
};
Object.assign(globalThis, { it: itIfGradient, expect: expectThat, beforeAll: before, afterAll: after });
Object.assign(globalThis, { jasmine: { addCustomEqualityTester: () => undefined } });

/** Their helpers load jasmine only to set its time limit. */
const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
const original = loader._load.bind(loader);
loader._load = (request, ...rest) =>
  request.startsWith('jasmine-core/') ? { core: () => ({}) } : original(request, ...rest);

const load = createRequire(import.meta.url);
const dist = path.dirname(load.resolve('@tensorflow/tfjs-core/dist/index.js'));
/** Without the source map, which has all words of the source in it. */
const codeOf = (file: string) => readFileSync(path.join(dist, file), 'utf8').replace(/\/\/# sourceMappingURL=.*/, '');
const core = load(path.join(dist, 'index.js')) as TensorflowCore;
load(path.join(dist, 'public/chained_ops/register_all_chained_ops.js'));
load(path.join(dist, 'register_all_gradients.js'));
load('@tensorflow/tfjs-backend-cpu');
const { setTestEnvs } = load(path.join(dist, 'jasmine_util.js')) as { setTestEnvs(environments: object[]): void };
setTestEnvs([{ name: 'cpu', backendName: 'cpu', isDataSync: true }]);
for (const file of readdirSync(dist, { recursive: true }) as string[]) {
  if (/^(gradients|tape)_test\.js$/.test(file) || (/^ops.*_test\.js$/.test(file) && only.test(codeOf(file)))) {
    load(path.join(dist, file));
  }
}
if (process.env['REPAIRED']) installRepairs(core);
