import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { ReadStream } from 'node:tty';
import { parseCommand } from '../../../src/cli/arguments/parseCommand.js';
import type { TrainCommand } from '../../../src/cli/arguments/commands.js';
import { addRecord, emptyTally } from '../../../src/cli/output/tally.js';
import { train, type TrainHost } from '../../../src/cli/train.js';
import { quietView } from '../../../src/cli/views/plainView.js';
import type { OutputStream } from '../../../src/cli/views/view.js';
import type { TrainerState } from '../../../src/protocol/control.js';
import type { Report } from '../../../src/protocol/report.js';
import type { ProgramError, RunOutcome } from '../../../src/protocol/run.js';
import { CodedError } from '../../../src/protocol/told.js';
import { programMissing } from '../../../src/session/errors.js';
import type { Session, SessionEvents } from '../../../src/session/session.js';
import { records, runInfo } from './sampleRun.js';

const end: RunOutcome = runInfo.outcome!;

/** A session without a process: a test tells it what happens. */
class FakeSession {
  readonly runDirectory = '/runs/run-1';
  readonly program = runInfo.program;
  readonly backend = runInfo.backend;
  readonly asked: string[] = [];
  state: TrainerState = { state: 'starting', training: 0, step: 0, pause: null };
  outcome: RunOutcome | null = null;
  private readonly events = new EventEmitter();
  private finish: (outcome: RunOutcome) => void = () => undefined;
  readonly ended = new Promise<RunOutcome>((resolve) => (this.finish = resolve));

  on<E extends keyof SessionEvents>(event: E, listener: (...args: SessionEvents[E]) => void) {
    this.events.on(event, listener as (...args: unknown[]) => void);
    return () => void this.events.off(event, listener as (...args: unknown[]) => void);
  }
  emit<E extends keyof SessionEvents>(event: E, ...args: SessionEvents[E]) {
    this.events.emit(event, ...args);
  }
  pauseOnCondition() {
    const pause = { by: 'condition' as const, condition: 'loss > 2', value: 2.5, previous: 1 };
    this.state = { state: 'paused', training: 0, step: 12, pause };
    this.emit('state', this.state);
  }
  end(outcome: RunOutcome) {
    this.outcome = outcome;
    this.emit('exit', outcome);
    this.finish(outcome);
  }
  resume = () => this.note('resume');
  step = (count: number, training: number | null) => this.note(`step ${count} of ${training}`);
  stop() {
    this.asked.push('stop');
    this.end({ ...end, stopped: 'user', programExit: null });
    return this.ended;
  }
  private note(what: string) {
    this.asked.push(what);
    return Promise.resolve();
  }
}

/** A keyboard on which a test presses keys. */
class Keyboard extends EventEmitter {
  raw = false;
  setRawMode = (raw: boolean) => ((this.raw = raw), this);
  resume = () => this;
  pause = () => this;
  press = (name: string, ctrl = false) => this.emit('keypress', undefined, { name, ctrl });
}

function scene(argv: string[], keys: Keyboard | null = null) {
  const session = new FakeSession();
  const written: Record<OutputStream, string> = { stdout: '', stderr: '' };
  const write = (stream: OutputStream, text: string) => void (written[stream] += text);
  let interrupt = () => undefined as unknown;
  const killed: Session[] = [];
  const host: TrainHost = {
    start: () => session as unknown as Session,
    follow: (_, onRecord) => {
      records.forEach(onRecord);
      return { close: () => undefined };
    },
    read: () => {
      const tally = emptyTally();
      for (const record of records) addRecord(tally, record);
      return { info: { ...runInfo, outcome: session.outcome }, tally };
    },
    view: quietView(write),
    write,
    keys: keys as unknown as ReadStream | null,
    onInterrupt: (listener) => {
      interrupt = listener;
      return () => undefined;
    },
    kill: (killedSession) => void killed.push(killedSession),
  };
  const command = parseCommand(['train', 'train.js', ...argv]) as TrainCommand;
  const status = train(command, { file: 'train.js' } as never, host);
  return { session, written, killed, status, host, command, interrupt: () => interrupt() };
}

const error = (code: string): ProgramError => ({ code, message: 'It threw.', stack: null, file: null, line: null });

describe('train', () => {
  it('prints a summary and ends with 0', async () => {
    const { session, written, status } = scene([]);
    session.emit('stdout', 'hello\n');
    session.end(end);
    assert.equal(await status, 0);
    assert.match(written.stdout, /train\.js:12 fit, Adam, 2 steps/);
    assert.match(written.stdout, /Run: \/runs\/run-1\n$/);
  });

  it('prints one JSON object and nothing else on stdout', async () => {
    const { session, written, status } = scene(['--json']);
    session.emit('stdout', 'hello\n');
    session.end(end);
    assert.equal(await status, 0);
    const report = JSON.parse(written.stdout) as Report;
    assert.deepEqual([report.run, report.trainings[0]!.loss.last], ['/runs/run-1', 0.75]);
    assert.equal(written.stderr, 'hello\n');
  });

  it('prints the report of a killed program too', async () => {
    const { session, written, status } = scene(['--json']);
    session.end({ ...end, stopped: 'error', programExit: null, signal: 'SIGKILL' });
    assert.equal(await status, 3);
    const report = JSON.parse(written.stdout) as Report;
    assert.deepEqual([report.stopped, report.programExit, report.trainings.length], ['error', null, 1]);
  });

  it('says why the program failed', async () => {
    const { session, written, status } = scene([]);
    session.end({ ...end, stopped: 'error', programExit: 1, error: error('program-threw') });
    assert.equal(await status, 3);
    assert.match(written.stderr, /It threw\.\n/);
  });

  it('prints only the sentence where the program was the wrong one', async () => {
    const { session, written, status } = scene(['--json']);
    session.end({ ...end, error: error('line-not-reached') });
    assert.equal(await status, 2);
    assert.deepEqual(written, { stdout: '', stderr: 'It threw.\n' });
  });

  it('stops at the first Ctrl-C, and kills at the second', async () => {
    const { session, interrupt, killed, status } = scene([]);
    session.stop = () => {
      session.asked.push('stop');
      return session.ended;
    };
    interrupt();
    interrupt();
    assert.deepEqual([session.asked, killed.length], [['stop'], 1]);
    session.end({ ...end, stopped: 'user', programExit: null });
    assert.equal(await status, 130);
  });

  it('stops at a condition where nobody can resume', async () => {
    const { session, written, status } = scene(['--pause-when', 'loss > 2']);
    session.pauseOnCondition();
    assert.equal(await status, 130);
    assert.match(
      written.stderr,
      /^Paused before the update of step 13: loss > 2 holds with 2\.50 \(1\.00 at the step before\)\. Nobody/,
    );
    assert.deepEqual(session.asked, ['stop']);
  });

  it('asks at a condition where somebody sits at the keyboard', async () => {
    const keys = new Keyboard();
    const { session, written, status } = scene(['--pause-when', 'loss > 2'], keys);
    session.pauseOnCondition();
    assert.ok(keys.raw);
    assert.match(written.stderr, /Enter resumes, s runs one step, q stops\.\n$/);
    keys.press('x');
    keys.press('s');
    await Promise.resolve();
    await new Promise(setImmediate);
    assert.deepEqual([session.asked, keys.raw], [['step 1 of 0'], false]);
    session.pauseOnCondition();
    keys.press('return');
    await new Promise(setImmediate);
    session.pauseOnCondition();
    keys.press('c', true);
    assert.equal(await status, 130);
    assert.deepEqual(session.asked, ['step 1 of 0', 'resume', 'stop']);
    assert.equal(keys.raw, false);
  });

  it('prints a report of what passed by where the run cannot be read, and throws', async () => {
    const { session, written, status, host } = scene(['--json']);
    host.read = () => {
      throw new Error('damaged');
    };
    session.end(end);
    await assert.rejects(status, /damaged/);
    const report = JSON.parse(written.stdout) as Report;
    assert.deepEqual(
      [report.program.file, report.trainings[0]!.steps, report.stopped],
      ['/home/ada/train.js', 2, 'end'],
    );
  });

  it('prints nothing where the program could not be started', async () => {
    const { written, host, command } = scene(['--json']);
    host.start = () => {
      throw programMissing('train.js');
    };
    await assert.rejects(train(command, { file: 'train.js' } as never, host), CodedError);
    assert.equal(written.stdout, '');
  });

  it('lets go of the keyboard when the program ends in a pause', async () => {
    const keys = new Keyboard();
    const { session, status } = scene([], keys);
    session.pauseOnCondition();
    session.end({ ...end, stopped: 'error', programExit: null, signal: 'SIGKILL' });
    assert.equal(await status, 3);
    assert.deepEqual([keys.raw, keys.listenerCount('keypress')], [false, 0]);
  });
});
