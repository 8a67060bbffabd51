import assert from 'node:assert/strict';
import { closeSync, cpSync, openSync, readFileSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { MAIN_FILE } from '../../../src/runs/recordFiles.js';
import { RUN_SCHEMA, type RunInfo } from '../../../src/protocol/run.js';
import { gradlens, reportOf, runFolder } from './gradlens.js';

function overwrite(file: string): void {
  const opened = openSync(file, 'r+');
  writeSync(opened, Buffer.alloc(64, 0xa5), 0, 64, Math.floor(statSync(file).size / 2));
  closeSync(opened);
}

describe('gradlens on runs that are damaged or of another version', function () {
  this.timeout(60_000);
  const whole = runFolder();
  before(async () => {
    const { status } = await gradlens(['train', 'examples/iris/train.js', '--run', whole, '--plain', '--', '20']);
    assert.equal(status, 0);
  });

  /** A copy of the run in which something is changed. */
  function copy(change: (folder: string) => void): string {
    const folder = runFolder();
    cpSync(whole, folder, { recursive: true });
    change(folder);
    return folder;
  }
  const editInfo = (edit: (info: RunInfo) => object) => (folder: string) => {
    const file = join(folder, 'run.json');
    writeFileSync(file, JSON.stringify(edit(JSON.parse(readFileSync(file, 'utf8')) as RunInfo)));
  };
  const commands = (run: string) => [
    ['show', run],
    ['show', run, '--json'],
    ['compare', whole, run],
    ['export', run, '--format', 'html'],
    ['export', run, '--format', 'csv'],
    ['export', run, '--format', 'tensorboard'],
  ];

  const unreadable: [string, (folder: string) => void, RegExp][] = [
    [
      'of a newer format',
      editInfo((info) => ({ ...info, schema: RUN_SCHEMA + 1 })),
      /newer Gradlens .*update Gradlens\.$/,
    ],
    ['whose run.json is cut', (folder) => truncateSync(join(folder, 'run.json'), 40), /cannot be read: .*restore/],
    ['whose run.json is another file', editInfo(() => ({ name: 'something' })), /cannot be read: .*restore/],
  ];
  for (const [name, change, said] of unreadable) {
    it(`refuses one ${name}, in one sentence and with 2`, async () => {
      for (const command of commands(copy(change))) {
        const { status, stdout, stderr } = await gradlens(command);
        assert.deepEqual([status, stdout], [2, ''], `${command.join(' ')}: ${stderr}`);
        assert.match(stderr.trimEnd(), said);
        assert.match(stderr, /^[^\n]+\.\n$/);
      }
    });
  }

  const damaged: [string, (main: string) => void, number][] = [
    ['cut in the middle', (main) => truncateSync(main, Math.floor(statSync(main).size / 2)), 1],
    ['with wrong bytes', (main) => overwrite(main), 10],
  ];
  for (const [name, change, least] of damaged) {
    it(`shows what is whole of one ${name}`, async () => {
      const run = copy((folder) => change(join(folder, MAIN_FILE)));
      for (const command of commands(run)) {
        const { status, stderr } = await gradlens(command);
        assert.equal(status, 0, `${command.join(' ')}: ${stderr}`);
      }
      const shown = await gradlens(['show', run, '--json']);
      assert.match(shown.stderr, /^The run is damaged: it is whole up to step \d+\. [^\n]+\.\n$/);
      const [training] = reportOf(shown).trainings;
      assert.ok(training!.steps >= least && training!.steps <= 20);
    });
  }
});
