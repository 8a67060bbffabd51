/** `npm run vscode` with the user's own `code`; without one, see test/e2e/workbench/openedByScript.test.ts. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

/** Stands for `code`: answers --version, and writes down what else it is asked. */
const CODE = `
const [first] = process.argv.slice(2);
if (first !== '--version') require('node:fs').writeFileSync(process.env.ASKED, JSON.stringify(process.argv.slice(2)));
process.exit(first === '--version' ? 0 : 7);
`;

describe('npm run vscode', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'gradlens-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('opens the examples in the user’s own VS Code, with this extension, and ends as it does', () => {
    const script = join(folder, 'code.cjs');
    writeFileSync(script, CODE);
    if (process.platform === 'win32')
      writeFileSync(join(folder, 'code.cmd'), `@"${process.execPath}" "${script}" %*\r\n`);
    else
      writeFileSync(join(folder, 'code'), `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`, { mode: 0o755 });
    const asked = join(folder, 'asked.json');
    const env = { ...process.env, PATH: [folder, process.env['PATH']].join(delimiter), ASKED: asked };
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/vscode.ts'], {
      env,
      encoding: 'utf8',
    });
    assert.equal(stderr, '');
    assert.equal(status, 7);
    assert.deepEqual(JSON.parse(readFileSync(asked, 'utf8')), [
      '--new-window',
      `--extensionDevelopmentPath=${resolve('.')}`,
      resolve('examples'),
    ]);
  });
});
