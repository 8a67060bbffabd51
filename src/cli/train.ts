import type { ReadStream } from 'node:tty';
import type { Report } from '../protocol/report.js';
import { RUN_SCHEMA, type RunInfo, type RunOutcome } from '../protocol/run.js';
import type { RunRecord } from '../protocol/records.js';
import { rootFindings } from '../protocol/findings.js';
import { CodedError } from '../protocol/told.js';
import type { Session, SessionOptions } from '../session/session.js';
import type { TrainCommand } from './arguments/commands.js';
import { EXIT, exitStatus } from './exitStatus.js';
import { buildReport } from './output/report.js';
import { summaryLines } from './output/summary.js';
import { addRecord, emptyTally, type RunTally } from './output/tally.js';
import { nextPauseKey } from './pauseKeys.js';
import { pauseSentence } from './pauseSentence.js';
import { stepClock } from './stepClock.js';
import type { TrainView, Write } from './views/view.js';

/** What `gradlens train` needs from outside: a session, the run on disk, and the terminal. */
export interface TrainHost {
  start: (options: SessionOptions) => Session;
  /** Hands over each record as it appears, until closed. */
  follow: (runDirectory: string, onRecord: (record: RunRecord) => void) => { close: () => void };
  /** The run as it lies on disk. */
  read: (runDirectory: string) => { info: RunInfo; tally: RunTally };
  view: TrainView;
  write: Write;
  /** The keyboard, where somebody sits at it. */
  keys: ReadStream | null;
  /** Calls back on Ctrl-C and on SIGTERM. */
  onInterrupt: (listener: () => void) => () => void;
  /** Ends everything at once: the user asked twice. */
  kill: (session: Session) => void;
}

/**
 * Runs the program to its end, shows it, prints the summary or the report; resolves with the exit status.
 * @throws CodedError where the program cannot be started; anything else is a fault of ours, thrown after the report.
 */
export async function train(command: TrainCommand, options: SessionOptions, host: TrainHost): Promise<number> {
  const live = emptyTally();
  let session: Session | null = null;
  try {
    session = host.start(options);
    const outcome = await watch(session, live, host);
    return finish(command, session, outcome, host);
  } catch (error) {
    host.view.close();
    const refused = session === null && error instanceof CodedError;
    if (command.json && !refused) {
      printReport(host, buildReport(knownOf(options, session), session?.runDirectory ?? '', live));
    }
    throw error;
  }
}

/** Shows what happens until the program has ended. */
async function watch(session: Session, live: RunTally, host: TrainHost): Promise<RunOutcome> {
  const { view } = host;
  const clock = stepClock();
  session.on('stdout', (text) => view.output('stdout', text));
  session.on('stderr', (text) => view.output('stderr', text));
  session.on('phase', ({ phase }) => phase !== 'training' && view.phase(PHASES[phase]));
  session.on('recordingStopped', (reason) => view.message(reason));
  session.on('trouble', ({ message }) => view.message(message));
  let asking = false;
  session.on('state', ({ state }) => {
    if (state !== 'paused' || asking) return;
    asking = true;
    void paused(session, host).finally(() => (asking = false));
  });
  const following = host.follow(session.runDirectory, (record) => {
    addRecord(live, record);
    const selected = live.trainings.find(({ id }) => id === session.state.training) ?? live.trainings[0];
    if (record.kind !== 'step' || selected === undefined || record.training !== selected.id) return;
    view.progress(selected, clock(selected.last!.time, selected.steps));
  });
  let interrupts = 0;
  const release = host.onInterrupt(() => {
    interrupts += 1;
    if (interrupts > 1) return host.kill(session);
    view.message('Stopping the program: Ctrl-C again ends it at once.');
    void session.stop();
  });
  const outcome = await session.ended;
  following.close();
  release();
  view.close();
  return outcome;
}

/** Says how the program ended, from what lies on disk: all of it is there now. */
function finish(command: TrainCommand, session: Session, outcome: RunOutcome, host: TrainHost): number {
  const { runDirectory } = session;
  const { info, tally } = host.read(runDirectory);
  const ended: RunInfo = { ...info, outcome };
  const severities = rootFindings(tally.findings).map(({ severity }) => severity);
  const status = exitStatus(outcome, severities, command.failOn);
  if (outcome.error) host.view.message(outcome.error.message);
  if (status === EXIT.wrongUse) return status;
  if (command.json) printReport(host, buildReport(ended, runDirectory, tally));
  else host.write('stdout', `\n${summaryLines(ended, tally, command.measure).join('\n')}\n\nRun: ${runDirectory}\n`);
  return status;
}

const printReport = (host: TrainHost, report: Report) => host.write('stdout', `${JSON.stringify(report)}\n`);

/** What can be said of a run where its own description cannot be had. */
const knownOf = (options: SessionOptions, session: Session | null): RunInfo => ({
  schema: RUN_SCHEMA,
  id: '',
  gradlens: options.gradlens,
  startedAt: 0,
  endedAt: null,
  program: session?.program ?? {
    file: options.file,
    line: options.line ?? null,
    lineFile: null,
    script: options.script ?? null,
    args: options.args ?? [],
    cwd: '',
  },
  backend: session?.backend ?? null,
  versions: { node: '', tfjs: null },
  platform: '',
  gitCommit: null,
  outcome: session?.outcome ?? null,
  sources: [],
  control: null,
});

const PHASES = {
  starting: 'starting the program',
  tensorflow: 'loading TensorFlow.js',
  backend: 'starting the backend',
  program: 'running the program, no training step yet',
} as const;

/** With somebody at the keyboard: wait for keys. Without: a pause that nobody can end is the end. */
async function paused(session: Session, { view, keys }: TrainHost): Promise<void> {
  const sentence = pauseSentence(session.state);
  if (keys === null) {
    view.message(`${sentence} Nobody is at the keyboard to resume, so the program was stopped.`);
    await session.stop();
    return;
  }
  view.message(`${sentence} Enter resumes, s runs one step, q stops.`);
  const waiting = nextPauseKey(keys);
  const gone = session.on('exit', waiting.cancel);
  const key = await waiting.key;
  gone();
  if (session.outcome !== null) return;
  if (key === 'stop') await session.stop();
  else if (key === 'step') await session.step(1, session.state.training);
  else await session.resume();
}
