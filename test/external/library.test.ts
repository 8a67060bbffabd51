import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installPacked, LIBRARY_PROGRAM, linkTensorflow, run } from '../support/packedProject.js';

const cache = path.join(import.meta.dirname, '..', '..', '.cache');

describe('the library beside the oldest TensorFlow.js 4', function () {
  this.timeout(120_000);

  it('has the same numbers, on one engine and one core', () => {
    const project = mkdtempSync(path.join(tmpdir(), 'gradlens-'));
    installPacked(project);
    linkTensorflow(project, path.join(cache, 'tfjs-4.0.0', 'node_modules'));
    writeFileSync(path.join(project, 'program.cjs'), LIBRARY_PROGRAM);
    assert.match(run(project, process.execPath, 'program.cjs'), /^4\.0\.0$/m);
    rmSync(project, { recursive: true });
  });
});
