import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { addRecord, emptyTally, type TrainingTally } from '../../../src/cli/output/tally.js';
import { plainView, quietView } from '../../../src/cli/views/plainView.js';
import { terminalView } from '../../../src/cli/views/terminalView.js';
import type { OutputStream } from '../../../src/cli/views/view.js';
import { records } from './sampleRun.js';

function trainingAt(steps: number): TrainingTally {
  const tally = emptyTally();
  for (const record of records) addRecord(tally, record);
  return { ...tally.trainings[0]!, steps };
}

function recorder() {
  const written: [OutputStream, string][] = [];
  return { written, write: (stream: OutputStream, text: string) => void written.push([stream, text]) };
}

describe('plainView', () => {
  it('writes at most one line a second, and the last step at the end', () => {
    const { written, write } = recorder();
    let time = 0;
    const view = plainView({ write, now: () => time, steps: null });
    for (const step of [1, 2, 3, 4, 5]) {
      view.progress(trainingAt(step), null);
      time += 400;
    }
    view.close();
    assert.deepEqual(
      written.map(([stream, text]) => [stream, text.split(',')[0]]),
      [
        ['stderr', 'step 1 of 20'],
        ['stderr', 'step 4 of 20'],
        ['stderr', 'step 5 of 20'],
      ],
    );
  });

  it('leaves the program’s output where the program wrote it', () => {
    const { written, write } = recorder();
    const view = plainView({ write, now: () => 0, steps: null });
    view.output('stdout', 'a');
    view.output('stderr', 'b');
    view.message('A sentence.');
    view.close();
    assert.deepEqual(written, [
      ['stdout', 'a'],
      ['stderr', 'b'],
      ['stderr', 'A sentence.\n'],
    ]);
  });
});

describe('quietView', () => {
  it('keeps stdout free for the report', () => {
    const { written, write } = recorder();
    const view = quietView(write);
    view.phase('starting');
    view.progress(trainingAt(1), 3);
    view.output('stdout', 'a');
    view.message('A sentence.');
    view.close();
    assert.deepEqual(written, [
      ['stderr', 'a'],
      ['stderr', 'A sentence.\n'],
    ]);
  });
});

/** A terminal that shows what a real one would: the few control sequences that cli-progress and readline send. */
class Screen extends Writable {
  readonly isTTY = true;
  readonly columns = 100;
  readonly rows = 24;
  readonly lines: string[] = [''];
  private row = 0;
  private column = 0;

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void) {
    // eslint-disable-next-line no-control-regex
    for (const [token] of chunk.toString().matchAll(/\x1b\[\??\d*(?:;\d+)?[A-Za-z]|\n|[^\x1b\n]/g)) this.put(token);
    done();
  }

  get text() {
    return this.lines.map((line) => line.trimEnd()).filter((line) => line !== '');
  }

  private put(token: string) {
    const line = this.lines[this.row]!;
    if (token === '\n') {
      this.row += 1;
      this.column = 0;
      this.lines[this.row] ??= '';
    } else if (!token.startsWith('\x1b')) {
      this.lines[this.row] = line.padEnd(this.column).slice(0, this.column) + token + line.slice(this.column + 1);
      this.column += 1;
    } else if (/\[\d+A$/.test(token)) this.row -= Number.parseInt(token.slice(2), 10);
    else if (token.endsWith('G')) this.column = Number.parseInt(token.slice(2) || '1', 10) - 1;
    else if (/\[0?K$/.test(token)) this.lines[this.row] = line.slice(0, this.column);
    else if (/\[2K$/.test(token)) this.lines[this.row] = '';
    else if (/\[0?J$/.test(token)) {
      this.lines[this.row] = line.slice(0, this.column);
      this.lines.length = this.row + 1;
    } else if (!/\[\?(7|25)[hl]$/.test(token)) throw new Error(`Screen does not know ${JSON.stringify(token)}.`);
  }
}

describe('terminalView', () => {
  const everywhere = { stdout: true, stderr: true };
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('draws a bar and the layers below the program’s output, and takes them away at the end', async () => {
    const screen = new Screen();
    const { written, write } = recorder();
    const view = terminalView({ terminal: screen, write, onTerminal: everywhere, steps: null });
    view.phase('starting the program');
    await until(() => screen.text.includes('starting the program'));
    view.output('stdout', 'epoch 1\nepo');
    view.progress(trainingAt(5), 12);
    await until(() => screen.text.some((line) => line.includes('step 5 of 20')));
    assert.deepEqual(screen.text, [
      'epoch 1',
      '██████░░░░░░░░░░░░░░░░░░ step 5 of 20, epoch 2, loss 0.750, gradient 3.00, 12.0 steps/s',
      '    variable       shape  line           gradient  update ratio  weight'.slice(2),
      '  hidden/kernel  3×4    train.js:5         3.00         0.250    2.00',
      '  hidden/bias    4      train.js:5  no gradient             0   0.250',
    ]);
    view.output('stdout', 'ch 2\n');
    view.message('A sentence.');
    view.close();
    assert.deepEqual(screen.text, ['epoch 1', 'epoch 2', 'A sentence.']);
    view.message('After the end.');
    assert.equal(screen.text.at(-1), 'After the end.');
    assert.deepEqual(written, []);
  });

  it('does not touch a stream that goes elsewhere', () => {
    const screen = new Screen();
    const { written, write } = recorder();
    const view = terminalView({ terminal: screen, write, onTerminal: { stdout: false, stderr: true }, steps: 3 });
    view.phase('starting the program');
    view.output('stdout', 'loss 1\n');
    view.close();
    assert.deepEqual(written, [['stdout', 'loss 1\n']]);
  });

  it('has no bar where nobody knows how long it takes', async () => {
    const screen = new Screen();
    const view = terminalView({ terminal: screen, write: () => undefined, onTerminal: everywhere, steps: null });
    const training = trainingAt(5);
    training.payload = { ...training.payload, planned: { steps: null, epochs: null, stepsPerEpoch: null } };
    view.progress(training, null);
    await until(() => screen.text.some((line) => line.startsWith('step 5, epoch 2')));
    view.close();
    assert.deepEqual(screen.text, []);
  });
});
