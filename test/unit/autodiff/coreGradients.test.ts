import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Results {
  stats: { passes: number };
  failures: { fullTitle: string }[];
}

/** What they expect is not the derivative, or an exception where there is one now. */
const TENSORFLOWS_ERRORS = [
  'avgPool cpu {} gradient x=[3,3,1] f=[3,3] s=1 p=explicit',
  'depthwiseConv2d gradients cpu {} throws error on dilations > 1',
  'mirrorPad cpu {} grad',
  'mirrorPad cpu {} gradient with clones',
];

describe('the gradient tests of tfjs-core', function () {
  this.timeout(120_000);

  it('pass with the repairs installed, but for those that hold errors of TensorFlow.js', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'gradlens-'));
    const output = path.join(folder, 'results.json');
    const mocha = ['node_modules/mocha/bin/mocha.js', '--no-config', '--import=tsx', '--timeout=20000'];
    const reporter = ['--reporter=json', `--reporter-option=output=${output}`, 'test/support/coreGradients.ts'];
    spawnSync(process.execPath, [...mocha, ...reporter], { env: { ...process.env, REPAIRED: '1' }, stdio: 'ignore' });
    const { stats, failures } = JSON.parse(readFileSync(output, 'utf8')) as Results;
    rmSync(folder, { recursive: true });
    assert.deepEqual(failures.map(({ fullTitle }) => fullTitle).sort(), TENSORFLOWS_ERRORS);
    assert.ok(stats.passes > 500, `${stats.passes} tests ran`);
  });
});
