import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageExtension, VSIX } from '../../../scripts/package.js';

/** Names of the files in a ZIP archive, from the entries of its central directory. */
function namesIn(archive: Buffer): string[] {
  const names: string[] = [];
  const signature = Buffer.from('PK\x01\x02', 'latin1');
  for (let at = archive.indexOf(signature); at !== -1; at = archive.indexOf(signature, at + 46)) {
    names.push(archive.toString('utf8', at + 46, at + 46 + archive.readUInt16LE(at + 28)));
  }
  return names;
}

describe('the package for VS Code', function () {
  this.timeout(120_000);
  let names: string[];
  let size: number;
  before(() => {
    size = packageExtension();
    names = namesIn(readFileSync(VSIX));
  });

  it('is under 5 MB with wasm, the trainer, the inspector and the examples inside', () => {
    assert.ok(size < 5e6, `${size} bytes`);
    const needed = ['extension.cjs', 'gradlens.mjs', 'trainer/trainer.mjs', 'webview/inspector.js'].concat(
      ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm', 'statistics.wasm', 'core.cjs'].map((n) => `tfjs/${n}`),
    );
    needed.push(...readdirSync('dist/extension').map((chunk) => `extension/${chunk}`));
    for (const file of needed) assert.ok(names.includes(`extension/dist/${file}`), file);
    for (const file of ['package.json', 'package.nls.json', 'readme.md', 'LICENSE.txt', 'examples/digits/train.js']) {
      assert.ok(names.includes(`extension/${file}`), `${file} of ${names.join(' ')}`);
    }
  });

  it('has every example with its data', () => {
    const paths = readdirSync('examples', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
      .filter((path) => !/\/(\.gradlens|node_modules)\/|\.html$/.test(path));
    assert.ok(paths.length > 8);
    for (const path of paths) assert.ok(names.includes(`extension/${path}`), path);
  });

  it('has no native TensorFlow, tests, sources, source maps or runs inside', () => {
    const unwanted =
      /\.node$|libtensorflow|node_modules\/|^extension\/(src|test|webview|bench|scripts)\/|\.map$|\.gradlens\//;
    assert.deepEqual(
      names.filter((name) => unwanted.test(name)),
      [],
    );
  });
});
