import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Metafile } from 'esbuild';

interface Table {
  bundles(): Promise<{ outfile: string }[]>;
}

describe("the extension's bundle", () => {
  let metafile: Metafile;
  before(async function () {
    this.timeout(60_000);
    const table = (await import(pathToFileURL(resolve('scripts/bundles.mjs')).href)) as Table;
    const all = await table.bundles();
    const extension = all.find(({ outfile }) => outfile === 'dist/extension.cjs');
    assert.ok(extension);
    const built = await build({ ...extension, bundle: true, write: false, metafile: true, logLevel: 'silent' });
    metafile = built.metafile;
  });

  it('never contains TensorFlow.js, nor the trainer or the numerics', () => {
    const inputs = Object.keys(metafile.inputs);
    assert.ok(inputs.includes('src/extension.ts'));
    const forbidden = /node_modules\/@tensorflow\/|^src\/(trainer|instrument|probes|backends|autodiff|curvature)\//;
    assert.deepEqual(
      inputs.filter((file) => forbidden.test(file)),
      [],
    );
  });

  it('is small enough to be read in little time', () => {
    assert.ok(metafile.outputs['dist/extension.cjs']!.bytes < 400_000);
  });
});
