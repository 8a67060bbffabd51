/** A run on disk, and the session that writes it where there is one, as the inspector shows it. */
import type { SessionStatus } from '../protocol/inspector.js';
import type { Measurement } from '../protocol/curvature.js';
import type { ReplayRequest } from '../protocol/settings.js';
import { checkpointMissing } from '../runs/errors.js';
import { followRun } from '../runs/followRun.js';
import { openRun, type Run } from '../runs/openRun.js';
import { recordedStatus } from '../runs/recordedStatus.js';
import type { IndexedTraining } from '../runs/runIndex.js';
import type { Session } from '../session/session.js';
import { sessionStatus, type RecordedProgress } from './sessionStatus.js';
import type { Changes, InspectorSource } from './source.js';

export interface RunSource extends InspectorSource {
  readonly run: Run;
  readonly session: Session | null;
}

/** Measures at a checkpoint of a recorded run. */
export type Replay = (runDirectory: string, request: ReplayRequest) => Promise<void>;

/** @throws CodedError where there is no run, or one of a newer format. */
export function createRunSource(runDirectory: string, session: Session | null, replay: Replay): RunSource {
  const run = openRun(runDirectory);
  /** Without a step the last checkpoint. */
  async function replayAt(training: number, what: Measurement, step: number | null): Promise<number> {
    const known = Array.from(run.curvature(training)?.checkpoints ?? []);
    const at = step === null ? known.at(-1) : known.find((each) => each === step);
    if (at === undefined) throw checkpointMissing(training, step ?? 0, known);
    const nothing = { eigenvalues: null, density: false, newton: false, verify: false };
    const wishes = { spectrum: { eigenvalues: 10, density: true }, newton: { newton: true }, verify: { verify: true } };
    await replay(runDirectory, { training, step: at, measure: { ...nothing, ...wishes[what] } });
    return at;
  }
  const listeners = new Set<(changes: Changes) => void>();
  const metricsSeen = new Map<number, number>();
  const tell = () => {
    const changes = takeChanges(run, metricsSeen);
    for (const listener of [...listeners]) listener(changes);
  };
  takeChanges(run, metricsSeen);
  let stopFollowing: (() => void) | null = run.info.outcome === null ? followRun(run, tell) : null;
  const settle = () => {
    stopFollowing?.();
    stopFollowing = null;
    run.refresh();
    tell();
  };
  const events = ['phase', 'backend', 'state', 'error', 'recordingStopped'] as const;
  const stops = session ? [...events.map((event) => session.on(event, tell)), session.on('exit', settle)] : [];
  return {
    run,
    runDirectory,
    session,
    head() {
      const head = run.head();
      return { ...head, backend: session?.backend ?? head.backend };
    },
    status: () => statusOf(run, session),
    series: (training, from) => (run.index.trainings.has(training) ? run.series(training, from) : null),
    readings: (training, step) => run.readings(training, step),
    detail: (training, variable) => run.detail(training, variable),
    curvatureVersion: (training) => run.index.curvature.get(training)?.version ?? 0,
    curvature: (training) => run.curvature(training),
    terms: (training) => run.terms(training),
    jacobian: (training) => run.jacobian(training),
    sources: () => run.info.sources,
    curvatureDetail: (training, step) => run.curvatureDetail(training, step),
    linesVersion: (training) => run.index.lines.get(training)?.version ?? 0,
    lineNorms: (training, step) => run.index.lines.get(training)?.norms(step) ?? null,
    lineHistory: (training, file, line) => run.index.lines.get(training)?.history(file, line) ?? [],
    linesAt: (training, step) => run.linesAt(training, step),
    gradientPaths: (training, step) => run.gradientPaths(training, step),
    async measure(training, what, step) {
      const isLive = session !== null && session.outcome === null;
      const at = isLive ? await session.measure(training, what) : await replayAt(training, what, step);
      run.refresh();
      tell();
      return run.curvatureDetail(training, at);
    },
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      stopFollowing?.();
      for (const stop of stops) stop();
      listeners.clear();
    },
  };
}

/** The lowest changed step of each training since the last call; a metric alone counts as its last step. */
function takeChanges(run: Run, metricsSeen: Map<number, number>): Changes {
  const changes = new Map<number, number>();
  for (const training of run.index.trainings.values()) {
    const metrics = [...training.metrics.values()].reduce((sum, { steps }) => sum + steps.length, 0);
    const from = Math.min(training.changedFrom, Math.max(1, training.columns.steps));
    const changed = training.changedFrom < Infinity || metrics !== metricsSeen.get(training.id);
    if (changed) changes.set(training.id, from);
    training.changedFrom = Infinity;
    metricsSeen.set(training.id, metrics);
  }
  return changes;
}

function statusOf(run: Run, session: Session | null): SessionStatus {
  if (!session) return recordedStatus(run);
  const current = run.index.trainings.get(session.state.training) ?? null;
  const progress: RecordedProgress = {
    training: session.state.training,
    step: current?.columns.steps ?? 0,
    epoch: current ? lastValue(current.columns.epoch, current) : null,
    stepsPerSecond: current ? speedOf(current) : null,
    // The trainer's own count of the whole run, once it has ended.
    overhead: session.outcome?.overhead ?? run.info.outcome?.overhead ?? current?.recent.overhead() ?? null,
  };
  return sessionStatus(session, progress, Date.now() - run.info.startedAt);
}

function lastValue(column: Float64Array, { columns }: IndexedTraining): number | null {
  const value = columns.steps > 0 ? column[columns.steps - 1]! : NaN;
  return Number.isFinite(value) ? value : null;
}

/** Over the last two seconds of recorded steps, or as many as there are. */
const SPEED_MILLISECONDS = 2000;

function speedOf({ columns }: IndexedTraining): number | null {
  const { steps, time } = columns;
  if (steps < 2) return null;
  const end = time[steps - 1]!;
  let first = steps - 1;
  while (first > 0 && !(end - time[first]! >= SPEED_MILLISECONDS)) first--;
  const elapsed = end - time[first]!;
  return elapsed > 0 ? ((steps - 1 - first) / elapsed) * 1000 : null;
}
