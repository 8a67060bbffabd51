import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackendInfo, RunInfo } from '../../../src/protocol/run.js';
import { gradlens, reportOf, runFolder } from './gradlens.js';

const iris = ['train', 'examples/iris/train.js'];

/** A program of one file that finds TensorFlow.js where the repository has it. */
function program(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'gradlens-program-')), 'train.cjs');
  const tfjs = JSON.stringify(join(process.cwd(), 'node_modules', '@tensorflow', 'tfjs'));
  writeFileSync(file, `const tf = require(${tfjs});\n${text}`);
  return file;
}
const TRAINING = `
const w = tf.variable(tf.scalar(2));
const optimizer = tf.train.sgd(0.1);
const step = () => optimizer.minimize(() => w.square());
`;

describe('gradlens', function () {
  this.timeout(60_000);

  it('train prints the program’s own output, then what it saw, and ends with 0', async () => {
    const run = runFolder();
    const { status, stdout } = await gradlens([...iris, '--run', run, '--plain', '--', '20']);
    assert.equal(status, 0);
    assert.match(stdout, /^step 1: loss 1\.2126\d+\n/);
    assert.match(stdout, /train\.js:38 minimize, Momentum, 20 steps\n/);
    assert.match(stdout, /hidden\/kernel +4×16 +train\.js:25 /);
    assert.ok(stdout.endsWith(`Run: ${run}\n`));
  });

  it('show prints the same again, export writes it as HTML, CSV and for TensorBoard, compare two runs', async () => {
    const run = runFolder();
    const trained = await gradlens([...iris, '--run', run, '--plain', '--', '3']);
    const shown = await gradlens(['show', run]);
    assert.equal(shown.status, 0);
    assert.ok(trained.stdout.includes(shown.stdout));
    const report = reportOf(await gradlens(['show', run, '--json']));
    assert.equal(report.trainings[0]!.steps, 3);
    const page = `${run}.html`;
    const exported = await gradlens(['export', run, '--format', 'html', '--out', page]);
    assert.deepEqual([exported.status, exported.stdout], [0, `${page}\n`]);
    assert.match(readFileSync(page, 'utf8'), /<script type="text\/plain" id="gradlens-run">[A-Za-z0-9+/=]{1000,}</);
    const table = `${run}.csv`;
    assert.equal((await gradlens(['export', run, '--format', 'csv', '--out', table])).stdout, `${table}\n`);
    const [head, ...rows] = readFileSync(table, 'utf8').trim().split('\r\n');
    assert.equal(rows.length, 3);
    const column = head!.split(',').indexOf('loss');
    assert.equal(Number(rows.at(-1)!.split(',')[column]), report.trainings[0]!.loss.last);
    const log = await gradlens(['export', run, '--format', 'tensorboard', '--out', `${run}-tensorboard`]);
    assert.equal(log.stdout, `${run}-tensorboard\n`);
    assert.match(readdirSync(`${run}-tensorboard`)[0]!, /^events\.out\.tfevents\./);
    const nowhere = await gradlens(['export', run, '--format', 'csv', '--out', join(table, 'inside.csv')]);
    assert.equal(nowhere.status, 2);
    assert.match(nowhere.stderr, /^\S+ cannot be written \(ENOTDIR\): choose another place with --out\.\n$/);
    const compared = await gradlens(['compare', run, run]);
    assert.match(compared.stdout, /^hidden\/kernel gradient +(\S+) +\1 +1\.00$/m);
  });

  it('--pause-when stops before the update where nobody sits at the keyboard', async () => {
    const ended = await gradlens([...iris, '--run', runFolder(), '--json', '--pause-when', 'step = 7']);
    assert.equal(ended.status, 130);
    assert.match(ended.stderr, /Paused before the update of step 7: step = 7 holds with 7/);
    const report = reportOf(ended);
    assert.deepEqual([report.stopped, report.trainings[0]!.steps], ['user', 6]);
  });

  it('Ctrl-C stops a loop that never yields, and the report is whole', async () => {
    const file = program(`${TRAINING}for (let i = 1; ; i++) {\n  step();\n  if (i === 10) console.log('begun');\n}`);
    let sent = false;
    const ended = await gradlens(['train', file, '--run', runFolder(), '--json'], (text, pid) => {
      if (sent || !text.includes('begun')) return;
      sent = true;
      process.kill(pid, 'SIGINT');
    });
    assert.equal(ended.status, 130);
    const report = reportOf(ended);
    assert.equal(report.stopped, 'user');
    assert.ok(report.trainings[0]!.steps >= 10);
  });

  it('prints the report also where the program is killed', async () => {
    const file = program(`${TRAINING}for (let i = 0; i < 9; i++) step(); process.kill(process.pid, 'SIGKILL');`);
    const ended = await gradlens(['train', file, '--run', runFolder(), '--json']);
    assert.equal(ended.status, 3);
    const report = reportOf(ended);
    assert.deepEqual([report.stopped, report.programExit], ['error', null]);
    assert.ok(report.trainings[0]!.steps >= 8, 'every step but the last is there');
  });

  it('takes the loss and the gradient as arithmetic has them', async () => {
    // L = w², so dL/dw = 2w; from w = 2 with rate 0.1 each step multiplies w by 0.8.
    const file = program(`${TRAINING}for (let i = 0; i < 3; i++) step();`);
    const [training] = reportOf(await gradlens(['train', file, '--run', runFolder(), '--json'])).trainings;
    const [w] = training!.variables;
    const close = (actual: unknown, expected: number) =>
      assert.ok(typeof actual === 'number' && Math.abs(actual - expected) < 1e-6, `${String(actual)}, not ${expected}`);
    close(training!.loss.first, 4);
    close(training!.loss.last, 1.28 ** 2);
    close(w!.gradient.norm, 2 * 1.28);
    close(w!.gradient.mean, 2 * 1.28);
    close(w!.weight.norm, 1.024);
    close(w!.updateRatio, 0.256 / 1.024);
  });

  const failures: [string, string, number, RegExp][] = [
    ['throws', `${TRAINING}step(); throw new Error('too much');`, 3, /too much/],
    ['exits with 4', `${TRAINING}step(); process.exit(4);`, 3, /./s],
    ['never trains', 'tf.scalar(1).square();', 2, /without training anything/],
    ['is no JavaScript', 'const = 3;', 3, /SyntaxError/],
  ];
  for (const [name, text, status, said] of failures) {
    it(`ends with ${status} where the program ${name}`, async () => {
      const ended = await gradlens(['train', program(text), '--run', runFolder(), '--json']);
      assert.equal(ended.status, status);
      assert.match(ended.stderr, said);
      if (status === 2) assert.equal(ended.stdout, '');
      else assert.equal(reportOf(ended).stopped, 'error');
    });
  }

  const wrong: [string[], RegExp][] = [
    [['train', 'missing.js'], /^There is no file .*missing\.js/],
    [['train', 'README.md'], /is not a program/],
    [['train', 'examples/iris/train.js', '--epochs', '3'], /^There is no option --epochs/],
    [['show', 'missing'], /^There is no run missing/],
  ];
  for (const [args, said] of wrong) {
    it(`ends with 2 and one sentence for gradlens ${args.join(' ')}`, async () => {
      const { status, stdout, stderr } = await gradlens(args);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, said);
      assert.match(stderr, /^[^\n]+\.\n$/);
    });
  }

  it('ends with 2 where the asked line trains nothing, and says which does', async () => {
    const { status, stderr } = await gradlens([
      'train',
      'examples/iris/train.js:3',
      '--run',
      runFolder(),
      '--plain',
      '--',
      '2',
    ]);
    assert.equal(status, 2);
    assert.match(stderr, /never trained at .*train\.js:3: it trained at .*train\.js:38\./);
  });

  it('does not write into a run that is there', async () => {
    const run = runFolder();
    const args = [...iris, '--run', run, '--plain', '--', '2'];
    assert.equal((await gradlens(args)).status, 0);
    const before = (JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as RunInfo).startedAt;
    const again = await gradlens(args);
    assert.equal(again.status, 2);
    assert.match(again.stderr, /holds a run already/);
    assert.equal((JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as RunInfo).startedAt, before);
  });

  it('backends names every rung with its reason, and leaves nothing behind', async () => {
    const { status, stdout } = await gradlens(['backends', '--json']);
    assert.equal(status, 0);
    const { ladder, name } = JSON.parse(stdout) as BackendInfo;
    assert.deepEqual(ladder.map((rung) => rung.name).sort(), ['cpu', 'tensorflow', 'tensorflow-gpu', 'wasm', 'webgpu']);
    assert.ok(ladder.every(({ why }) => why.endsWith('.')));
    assert.equal(ladder.find((rung) => rung.name === name)?.usable, true);
    assert.deepEqual(
      readdirSync('.gradlens').filter((entry) => entry.startsWith('probe')),
      [],
    );
  });
});
