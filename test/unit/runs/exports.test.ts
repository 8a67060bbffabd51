import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEmbedded } from '../../../src/protocol/embedded.js';
import type { ToWebview } from '../../../src/protocol/inspector.js';
import { HISTOGRAM_BINS, HISTOGRAM_SIDE, LOWEST_EXPONENT, type RunRecord } from '../../../src/protocol/records.js';
import { exportCsv } from '../../../src/runs/exportCsv.js';
import { exportHtml } from '../../../src/runs/exportHtml.js';
import { eventHistogram, exportTensorboard } from '../../../src/runs/exportTensorboard.js';
import { frameOf, readFrame } from '../../../src/runs/frames.js';
import { deleteRun, listRuns, runsFolder } from '../../../src/runs/listRuns.js';
import { openRun } from '../../../src/runs/openRun.js';
import { readRunFile, writeRunFile } from '../../../src/runs/runFile.js';
import { summaryEvent, versionEvent } from '../../../src/runs/tensorboardEvent.js';
import { GAP, NAN, sampleTraining, writeSampleRun } from '../../sample/sampleRun.js';
import { openRunWriter } from '../../../src/runs/runWriter.js';
import { makeFolder, removeFolders } from './support/folder.js';

const isStep = (record: RunRecord): record is RunRecord<'step'> => record.kind === 'step';

describe('exports', () => {
  afterEach(removeFolders);

  it('CSV: a row a step, a column a quantity, nothing where nothing was measured', () => {
    const folder = makeFolder();
    const records = writeSampleRun(folder, { steps: 60, variables: 3 });
    exportCsv(openRun(folder), join(folder, 'run.csv'));
    const text = readFileSync(join(folder, 'run.csv'), 'utf8');
    const [head, ...rows] = text
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    assert.equal(rows.length, 60);
    const column = (name: string) => {
      assert.ok(head!.includes(name), name);
      return rows.map((row) => row[head!.indexOf(name)]);
    };
    const steps = records.filter(isStep).map(({ payload }) => payload);
    assert.deepEqual(
      column('loss'),
      steps.map(({ loss }) => (loss === null ? '' : String(loss))),
    );
    assert.equal(column('loss')[NAN.step - 1], 'NaN');
    const norms = column('conv1/bias gradient norm');
    assert.equal(norms[GAP.from - 1], '');
    assert.equal(norms[0], String(steps[0]!.norms[3]));
    assert.equal(column('conv2/kernel gradient nan')[NAN.step - 1], '3');
    const accuracy = records.find((record) => record.kind === 'metric' && record.step === 25) as RunRecord<'metric'>;
    assert.equal(column('train acc (epoch)')[24], String(accuracy.payload.value));
    assert.equal(column('train acc (epoch)').filter((cell) => cell !== '').length, 2);
  });

  it('CSV: names with commas and quotes stay one cell', () => {
    const folder = makeFolder();
    writeSampleRun(folder, { steps: 0, variables: 1 });
    const writer = openRunWriter(folder);
    const training = sampleTraining(1);
    training.variables[0]!.name = 'a,"b"';
    writer.append('training', 1, 0, training);
    writer.close();
    exportCsv(openRun(folder), join(folder, 'run.csv'));
    assert.ok(readFileSync(join(folder, 'run.csv'), 'utf8').includes('"a,""b"" gradient norm"'));
  });

  it("TensorBoard: events have the bytes that TensorBoard's own writer gives them", () => {
    // Made with tensorboard 2.21.0: Event(...).SerializeToString().hex().
    assert.equal(versionEvent(1795478400.5).toString('hex'), '09000020e034c1da411a0d627261696e2e4576656e743a32');
    const value = { min: -1, max: 2, num: 300, sum: 4.5, sumSquares: 6.25, limits: [-0.5, 2], counts: [100, 200] };
    const event = summaryEvent(1795478400.5, 3_000_000_000, [
      { tag: 'loss', value: 0.3 },
      { tag: 'gradient/conv1/kernel', value },
    ]);
    assert.equal(
      event.toString('hex'),
      '09000020e034c1da411080bcc1960b2a790a0b0a046c6f7373159a99993e0a6a0a156772616469656e742f636f6e76312f6b65726e656c2a' +
        '5109000000000000f0bf110000000000000040190000000000c07240210000000000001240290000000000001940' +
        '3210000000000000e0bf00000000000000403a1000000000000059400000000000006940',
    );
  });

  it("TensorBoard: frames have the bytes that TensorBoard's own writer gives them", () => {
    // Made with tensorboard 2.21.0: RecordWriter(stream).write(event); stream.getvalue().hex().
    const payload = versionEvent(1795478400.5);
    const { header, footer } = frameOf(payload);
    assert.equal(
      Buffer.concat([header, payload, footer]).toString('hex'),
      '1800000000000000a37f4b2209000020e034c1da411a0d627261696e2e4576656e743a323f1c6d6e',
    );
  });

  it('TensorBoard: the log has the version, every step and every histogram, each with its step in order', () => {
    const folder = makeFolder();
    writeSampleRun(folder, { steps: 60, variables: 2, histograms: true });
    const bytes = readFileSync(exportTensorboard(openRun(folder), join(folder, 'tensorboard')));
    const events: Buffer[] = [];
    for (let at = 0; at < bytes.length;) {
      const frame = readFrame(bytes, at);
      assert.equal(frame.kind, 'payload');
      if (frame.kind !== 'payload') break;
      events.push(frame.payload);
      at = frame.next;
    }
    const having = (tag: string) => events.filter((event) => event.includes(Buffer.from(tag)));
    const stepOf = (event: Buffer) => event[10]!;
    assert.ok(events[0]!.includes('brain.Event:2'));
    const recorded = Array.from({ length: 60 }, (_, i) => i + 1);
    const measured = recorded.filter((step) => step < GAP.from || step > GAP.to);
    assert.deepEqual(
      having('loss')
        .filter((event) => !event.includes('validation'))
        .map(stepOf),
      measured,
    );
    assert.deepEqual(having('update/conv1/bias').map(stepOf), recorded);
    assert.equal(having('metrics/validation_loss_epoch').length, 2);
  });

  it('TensorBoard: the bins of a histogram are those of the record', () => {
    const counts = new Uint32Array(HISTOGRAM_BINS);
    counts[HISTOGRAM_SIDE] = 5;
    counts[HISTOGRAM_SIDE + 1 - LOWEST_EXPONENT] = 3; // 1 ≤ x < 2
    counts[HISTOGRAM_SIDE - 1 - (1 - LOWEST_EXPONENT)] = 2; // −4 < x ≤ −2
    const found = eventHistogram(counts)!;
    assert.deepEqual([found.min, found.max, found.num], [-4, 2, 10]);
    assert.deepEqual([found.limits[0], found.counts[0]], [-2, 2]);
    assert.deepEqual([found.limits.at(-1), found.counts.at(-1)], [2, 3]);
    assert.equal(found.counts[found.limits.indexOf(2 ** LOWEST_EXPONENT)], 5);
    assert.equal(eventHistogram(new Uint32Array(HISTOGRAM_BINS)), null);
  });

  it('HTML: holds what the inspector asks for, within 15 MB, and says what it leaves out', async () => {
    const folder = makeFolder();
    const page = join(folder, 'page.html');
    writeFileSync(page, '<title><!--gradlens-title--></title><!--gradlens-run--><script></script>');
    writeSampleRun(folder, { steps: 4200, variables: 4, histograms: true });
    const run = openRun(folder);
    const thinned = await exportHtml(run, page, join(folder, 'run.html'));
    const html = readFileSync(join(folder, 'run.html'), 'utf8');
    assert.ok(html.length < 15e6);
    assert.match(html, /<title>train\.js/);
    const text = /id="gradlens-run">([^<]*)</.exec(html)![1]!;
    const messages = (await readEmbedded(text)) as ToWebview[];
    const find = <T extends ToWebview['type']>(type: T) =>
      messages.filter((message): message is Extract<ToWebview, { type: T }> => message.type === type);
    assert.deepEqual(find('series')[0]!.series, run.series(0));
    assert.deepEqual(
      find('detail').map(({ detail }) => detail.variable),
      [0, 1, 2, 3],
    );
    assert.deepEqual(find('sources')[0]!.sources, run.info.sources);
    const readings = find('readings').map((message) => message.readings);
    assert.deepEqual(readings[0], run.readings(0, 4200));
    assert.ok(readings.length <= 4096);
    assert.deepEqual(thinned, ['This page has the readings of every 2 steps of training 1.']);
    assert.deepEqual(find('run')[0]!.run.thinned.slice(-1), thinned);
  }).timeout(30_000);
});

describe('listRuns and deleteRun', () => {
  afterEach(removeFolders);

  it('lists the newest first, those whose run.json cannot be read last, and removes only runs', async () => {
    const project = makeFolder();
    const runs = runsFolder(project);
    assert.deepEqual(await listRuns(runs), []);
    for (const id of ['20261123-090000-aaaaaa', '20261124-090000-bbbbbb', 'older', 'empty'])
      mkdirSync(join(runs, id), { recursive: true });
    writeSampleRun(join(runs, '20261123-090000-aaaaaa'), { steps: 2, variables: 1 });
    writeFileSync(join(runs, '20261124-090000-bbbbbb', 'run.json'), '{');
    writeSampleRun(join(runs, 'older'), { steps: 2, variables: 1 });
    const older = readRunFile(join(runs, 'older'));
    writeRunFile(join(runs, 'older'), { ...older, startedAt: older.startedAt - 1 });
    const listed = await listRuns(runs);
    assert.deepEqual(
      listed.map(({ directory, info }) => [directory.slice(-6), info?.schema ?? null]),
      [
        ['aaaaaa', 1],
        ['/older', 1],
        ['bbbbbb', null],
      ],
    );
    assert.throws(() => deleteRun(join(runs, 'empty')), { code: 'run-missing' });
    assert.throws(() => deleteRun(project), { code: 'run-missing' });
    for (const { directory } of listed) deleteRun(directory);
    assert.deepEqual(await listRuns(runs), []);
  });
});
