/** Brings up everything that must stand before the program's first line runs, and then gets out of its way. */
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installInstrumentation } from '../instrument/installInstrumentation.js';
import type { TrainerPhase } from '../protocol/control.js';
import type { ProgramError } from '../protocol/run.js';
import type { TrainerSettings } from '../protocol/settings.js';
import { startControl } from './control.js';
import { makeCurvatureControl } from './curvature/curvatureControl.js';
import { curvatureStopped, lossProgramPayload } from './curvature/lossProgramRecord.js';
import { makeGovernor } from './governor.js';
import { makePauseCondition } from './pauseCondition.js';
import { makePauseGate } from './pauseGate.js';
import { watchProgramEnd } from './programEnd.js';
import { makeRecorder } from './recorder.js';
import { installModuleRules } from './modules/installModuleRules.js';
import { startWorkspaceRunner } from './modules/workspaceRunner.js';
import type { OpSource } from '../program/lossProgram.js';
import { gradlensFailed, notStarted, ruleFailed } from './errors.js';
import { FLAG } from './flags.js';
import { hasRunnerInside } from './programProcess.js';
import { makePrograms } from './programs.js';
import { ownProgramMissing } from './ownPrograms.js';
import { noLineGradients } from '../probes/lines/lineGradients.js';
import { openRecording, type Recording } from './recording.js';
import { removeOwnTraces } from './ownTraces.js';
import { startDiagnosis } from './diagnosing.js';
import { findSecondCopies } from './secondCopy.js';
import { outliveFullDisk } from './programOutput.js';
import { isSelectedTraining } from './selection.js';
import { startTensorflow } from './tensorflow.js';

export async function startTrainer(settings: TrainerSettings, preload: string): Promise<void> {
  const now = () => performance.timeOrigin + performance.now() - settings.startedAt;
  removeOwnTraces(settings, preload);
  const control = startControl(settings);
  const enter = (phase: TrainerPhase) => control.tell({ type: 'phase', phase, milliseconds: now() });
  enter('starting');

  const distribution = dirname(dirname(fileURLToPath(import.meta.url)));
  const isUserFile = (file: string) =>
    !file.startsWith('node:') && !file.startsWith(distribution + sep) && !/[\\/]node_modules[\\/]/.test(file);
  outliveFullDisk();
  const recording = openRecording(settings);
  const condition = makePauseCondition(control, settings.pauseWhen);
  const gate = makePauseGate(control, now);
  let stepsDone = false;
  let fault: ProgramError | null = null;
  const stopRecording = (reason: string) => {
    recording.stopped ??= reason;
    control.tell({ type: 'recordingStopped', reason });
  };
  /** The text of each file on whose lines ops run is kept. */
  const addSources = ({ file, made, caller }: OpSource) => {
    for (const path of new Set([file, made?.file, caller?.file])) if (path) recording.addSource(path);
  };
  const programs = makePrograms(() => tensorflow.core);
  const recorder = makeRecorder({
    writer: recording,
    gate,
    condition,
    governor: () => makeGovernor(settings.budget),
    now,
    isSelected: (id, training) => isSelectedTraining(settings, id, training),
    steps: settings.steps,
    onTraining(id, training) {
      if (id === 0) {
        enter('training');
        for (const finding of findSecondCopies(tensorflow.backend().tfjs.version)) recorder.finding(finding);
      }
      control.tell({ type: 'variables', names: training.variables.map(({ name }) => name) });
      recording.addSource(training.file);
      for (const variable of training.variables) recording.addSource(variable.file);
    },
    onDescribed: (id, training) => curvature.training(id, training),
    onUpdated: (id, step, updated) => void curvature.stepped(id, step, updated),
    onOwnStep: (id, step) => curvature.ownStep(id, step),
    onStepsDone() {
      stepsDone = true;
      process.exit();
    },
    onRecordingStopped: stopRecording,
    diagnosis: (report, nextId) =>
      startDiagnosis(
        {
          programs,
          reader: () => ({
            core: tensorflow.core,
            statistics: tensorflow.reader,
            describe: instrumentation.describe,
          }),
          evaluation: {
            thread: new URL('./evaluationThread.mjs', import.meta.url),
            assets: join(distribution, 'tfjs'),
          },
          program: settings.program.lineFile ?? settings.program.file,
          rules: settings.rules,
          onFault: (rule, error) => recorder.finding(ruleFailed(rule, error)),
        },
        (id, since, finding) => {
          recording.addSource(finding.file);
          report(id, since, finding);
        },
        nextId,
      ),
  });

  const curvature = makeCurvatureControl({
    ...{ settings, distribution, source: programs, now },
    requests: control.curvature,
    isStopped: () => Atomics.load(control.flags, FLAG.stop) !== 0,
    core: () => tensorflow.core,
    onProgram({ training, step, program, check }) {
      recorder.lossProgram(training, step, lossProgramPayload(program, check));
      for (const { source } of program.ops) if (source) addSources(source);
    },
    onBracket: ({ training, step, payload }) => recorder.diagnosis.curvature(training, step, payload),
    onStarted: () => control.tell({ type: 'measuring' }),
    onFailed: (reason) => recorder.finding(curvatureStopped(reason)),
  });

  enter('tensorflow');
  const instrumentation = installInstrumentation({
    sink: recorder,
    reader: () => tensorflow.reader,
    isUserFile,
    now,
    observer: programs,
    onFault(error) {
      fault = gradlensFailed(error, true);
      stopRecording(fault.message);
      // A pause must not wait for a step that is recorded no more.
      Atomics.store(control.flags, FLAG.updating, 0);
    },
  });
  const tensorflow = await orRefuse(recording, () =>
    startTensorflow(settings, distribution, {
      onLoaded: (namespace) => instrumentation.onModule(namespace),
      onStarting: () => enter('backend'),
    }),
  );
  // A script brings its own runner.
  const { file, script } = settings.program;
  const runner = script === null ? await startWorkspaceRunner(file) : script;
  installModuleRules({
    redirect: tensorflow.redirect,
    coreFile: tensorflow.coreFile,
    distribution,
    typescriptIsHandled: runner !== null || 'typescript' in process.features,
    requireIsHooked: hasRunnerInside(settings.program, process.argv, process.execArgv),
  });
  recording.setBackend(tensorflow.backend());
  control.tell({ type: 'backend', backend: tensorflow.backend() });

  // Starting a backend proves it by a product and a gradient: those were no calls of the program.
  recorder.kernels.clear();
  const begun = now();
  watchProgramEnd({
    settings,
    control,
    recorder,
    recording,
    instrumentation,
    endCurvature(stopped) {
      for (const [id, payload] of recorder.trainings) {
        const why = ownProgramMissing(payload, programs.latest(id));
        if (why) recorder.lines(id, 1, noLineGradients(why));
      }
      curvature.end(stopped);
    },
    distribution,
    isUserFile,
    fault: () => fault,
    stopped: () => (gate.stopped ? 'user' : stepsDone ? 'steps' : null),
    sinceBegun: () => now() - begun,
    now,
  });
  enter('program');
}

/** What was asked for cannot be had: the program is not run, and the reason is the run's outcome. */
async function orRefuse<T>(recording: Recording, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const known = typeof (error as { code?: unknown }).code === 'string';
    recording.end({
      ...{ stopped: 'error', programExit: null, signal: null, overhead: null, recordingStopped: null },
      error: known ? notStarted(error as Error & { code: string }) : gradlensFailed(error, false),
    });
    process.exit(known ? EXIT_REFUSED : EXIT_FAULT);
  }
}
const EXIT_REFUSED = 2;
const EXIT_FAULT = 70;
