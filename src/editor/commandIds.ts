/** Every command of the extension, once: package.json, handlers and tests are held against this list. */
export const COMMANDS = [
  'trainHere',
  'trainFile',
  'chooseProgram',
  'pause',
  'step',
  'resume',
  'stop',
  'restart',
  'pauseWhen',
  'pauseOnNaN',
  'openInspector',
  'openInspectorToSide',
  'selectBackend',
  'verifyStep',
  'tuneHere',
  'showLineGradient',
  'showRuns',
  'openRun',
  'deleteRun',
  'compareRuns',
  'exportRun',
  'exportRunAsHtml',
  'revealRun',
  'refreshRuns',
  'openExample',
  'trainExample',
  'showLog',
  'browserProgram',
  'showFinding',
  'showRule',
] as const;
export type CommandName = (typeof COMMANDS)[number];

export const commandId = (name: CommandName) => `gradlens.${name}`;

/** A handler for each command: one that is missing does not compile. */
export type CommandHandlers = Record<CommandName, (...args: unknown[]) => unknown>;

/** What clauses of package.json may ask for. */
export const CONTEXT = {
  sessionActive: 'gradlens.sessionActive',
  sessionState: 'gradlens.sessionState',
  /** A session of this window has ended: it can be trained again. */
  sessionEnded: 'gradlens.sessionEnded',
  fileTrains: 'gradlens.fileTrains',
  /** The example that was trained last, as `iris/train.js`: steps of the walkthrough end with theirs. */
  trainedExample: 'gradlens.trainedExample',
} as const;

export const RUNS_VIEW = 'gradlens.runs';
