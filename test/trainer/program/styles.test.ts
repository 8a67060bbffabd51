import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/runProgram.js';
import type { StyleResult } from './runStyles.js';
import { EXCEPTIONS, styleTable } from './styleTable.js';

/** Runs all styles on a backend in a process of its own: one engine, hooked as the trainer hooks it. */
export async function runAll(backend: string): Promise<StyleResult[]> {
  const file = join(import.meta.dirname, 'runStyles.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', file, backend], { cwd: root });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(code, 0, stderr);
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as StyleResult);
}

describe('loss programs of all styles', function () {
  this.timeout(180_000);
  const results = new Map<string, StyleResult[]>();
  for (const backend of ['cpu', 'wasm'] as const) {
    it(`replay to the bits of the user's own loss and gradient on ${backend}, later and in another thread too`, async () => {
      const all = await runAll(backend);
      results.set(backend, all);
      const wrong: string[] = [];
      for (const result of all) {
        const exception = EXCEPTIONS[result.name];
        const { recordings, loss, gradient, refused, error, later, laterTried, thread, threadTried } = result;
        const same = recordings >= 2 && loss === recordings && gradient === recordings;
        const lasting = laterTried > 0 && later === laterTried && threadTried > 0 && thread === threadTried;
        if (exception && exception.backends.includes(backend)) {
          assert.match(refused[0] ?? error ?? `gradient ${gradient}`, exception.told, result.name);
          if (exception.lossHolds) assert.equal(loss, recordings, result.name);
        } else if (!same || !lasting || refused.length > 0 || error !== null) wrong.push(JSON.stringify(result));
        if (result.termDifference !== null) assert.ok(result.termDifference < 1e-6, `${result.name}: sum of the terms`);
        if (result.leaked.length > 0) assert.deepEqual(result.leaked, [0, 0, 0], result.name);
      }
      assert.deepEqual(wrong, []);
      const exceptions = all.filter(({ name }) => EXCEPTIONS[name]?.backends.includes(backend));
      assert.ok(all.length - exceptions.length >= 36, `${all.length - exceptions.length} styles`);
    });
  }

  const named = (name: string) => results.get('cpu')!.find((result) => result.name === name)!;
  it('has one program a signature, and finds the one that comes again', () => {
    assert.deepEqual(named('a smaller last batch').batchSizes, [8, 4]);
    assert.equal(named('two losses in turn at one place').programs, 2);
    assert.equal(named('sequences of varying length').programs, 3);
    assert.equal(named('generator and discriminator').programs, 2);
  });

  it('finds the terms of the loss, named by variables or lines; total where it is no sum', () => {
    assert.deepEqual(named('variational autoencoder with sampled noise').terms, ['error', 'divergence']);
    assert.deepEqual(named('regularizers l1, l2 and l1l2').terms, ['data', 'l1 and l2']);
    assert.deepEqual(named('MLP, fit with metrics').terms, ['total']);
    assert.ok(named('hinge, huber, cosine and absolute losses').terms.every((name) => /^line \d+$/.test(name)));
  });

  it('tells schedules, random masks, batches and constants apart', () => {
    assert.deepEqual(named('an annealed factor').changes.sort(), ['constant', 'schedule']);
    assert.ok(named('dropout and noise as ops').changes.includes('mask'));
    assert.deepEqual(named('accumulated micro-batches').changes, ['batch']);
    assert.deepEqual(named('a batch gathered inside the loss').changes, ['batch']);
  });

  it('names gradients that are not the derivative, and no others', () => {
    const found = results.get('cpu')!.filter(({ notTheDerivative }) => notTheDerivative > 0);
    assert.deepEqual(
      found.map(({ name }) => name),
      ['a straight-through estimator'],
    );
  });

  it('knows the line of every op that the user wrote', () => {
    for (const { name, ops, lines } of results.get('cpu')!) {
      if (/minimize|attention|loops|where/.test(name)) assert.equal(lines, ops, name);
    }
    // In layers: the line on which the layer was made; the loss of `compile` has none.
    const { lines, ops } = named('LSTM, fit');
    assert.ok(lines > 0.9 * ops);
  });

  it('is listed in docs/loss-program.md as it is', () => {
    const text = readFileSync(join(root, 'docs/loss-program.md'), 'utf8');
    const table = styleTable(results.get('cpu')!, results.get('wasm')!);
    assert.ok(text.includes(table), `docs/loss-program.md should have:\n${table}`);
  });
});
