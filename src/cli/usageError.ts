/** Wrong use of the command line: one sentence that says what to do; the command ends with status 2. */
export class UsageError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const unknownCommand = (name: string, known: readonly string[]) =>
  new UsageError('unknown-command', `There is no command "${name}": use one of ${known.join(', ')}.`);

export const commandMissing = () =>
  new UsageError('command-missing', 'Say what to do, for example: gradlens train FILE; gradlens --help lists all.');

export const notAvailable = (what: string) =>
  new UsageError('not-available', `${what} is not available in this version of Gradlens.`);

export const unknownOption = (option: string, command: string, known: readonly string[]) =>
  new UsageError('unknown-option', `There is no option ${option}: gradlens ${command} takes ${known.join(', ')}.`);

export const valueMissing = (option: string, placeholder: string) =>
  new UsageError('value-missing', `${option} needs a value: ${option} ${placeholder}.`);

export const valueNotTaken = (option: string) =>
  new UsageError('value-not-taken', `${option} takes no value: write it alone.`);

export const valueWrong = (option: string, value: string, expected: string) =>
  new UsageError('value-wrong', `${option} ${value} is not understood: give ${expected}.`);

export const operandMissing = (command: string, usage: string) =>
  new UsageError('operand-missing', `gradlens ${command} needs more: ${usage}.`);

export const operandExtra = (command: string, operand: string, usage: string) =>
  new UsageError(
    'operand-extra',
    `"${operand}" is one argument too many for gradlens ${command}: ${usage}${
      command === 'train' ? '; arguments of the program itself come after --' : ''
    }.`,
  );

export const notAProgram = (file: string) =>
  new UsageError(
    'not-a-program',
    `${file} is not a program: give a file that ends in .js, .cjs, .mjs, .ts, .cts or .mts.`,
  );

export const rulesWrong = (why: string) => new UsageError('rules-wrong', `--rules: ${why}`);

export const conditionWrong = (condition: string, why: string) =>
  new UsageError('condition-wrong', `--pause-when '${condition}': ${why}`);

export const runMissing = (run: string) =>
  new UsageError(
    'run-missing',
    `There is no run ${run}: give the folder of a run, the name of one in .gradlens/runs, or "last".`,
  );

export const runExists = (folder: string) =>
  new UsageError('run-exists', `${folder} holds a run already: give --run a new folder.`);

export const notWritable = (path: string, reason: string) =>
  new UsageError('not-writable', `${path} cannot be written (${reason}): choose another place with --out.`);
