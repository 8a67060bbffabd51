import { parseCondition } from '../../conditions/parse.js';
import {
  commandMissing,
  conditionWrong,
  notAvailable,
  operandMissing,
  unknownCommand,
  rulesWrong,
  valueWrong,
} from '../usageError.js';
import {
  availableCommands,
  BACKEND_NAMES,
  COMMANDS,
  commandSpec,
  EXPORT_FORMATS,
  FAIL_ON,
  type Command,
  type CommandName,
  type ReplayCommand,
  type TrainCommand,
} from './commands.js';
import { isCount, number, oneOf, operands, splitLine } from './readValues.js';
import { tune } from './tuneCommand.js';
import { readRuleSettings, type RuleSettings } from '../../protocol/ruleSettings.js';
import { DEFAULT_MEASURE } from '../../protocol/settings.js';
import { parseOptions, type ParsedOptions } from './options.js';

/** Understands `gradlens ARGV…`; throws a UsageError with one sentence where it cannot. Opens no file. */
export function parseCommand(argv: readonly string[]): Command {
  const [name, ...rest] = argv;
  if (name === undefined) throw commandMissing();
  if (name === '--version' || name === '-v') return { command: 'version' };
  if (name === '--help' || name === '-h' || name === 'help') {
    return { command: 'help', topic: rest[0] !== undefined && isCommand(rest[0]) ? rest[0] : null };
  }
  if (!isCommand(name)) throw unknownCommand(name, availableCommands());
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (own.includes('--help') || own.includes('-h')) return { command: 'help', topic: name };
  if (commandSpec(name).help === undefined) throw notAvailable(`gradlens ${name}`);
  const parsed = parseOptions(name, commandSpec(name).options, rest);
  switch (name) {
    case 'train':
      return train(parsed);
    case 'show':
      return { command: 'show', run: operands(name, parsed, 1)[0]!, json: parsed.flags.has('json') };
    case 'export': {
      const [run] = operands(name, parsed, 1);
      const format = oneOf(parsed, 'format', EXPORT_FORMATS);
      if (format === null) throw operandMissing(name, commandSpec(name).usage);
      return { command: 'export', run: run!, format, out: parsed.values.get('out') ?? null };
    }
    case 'compare':
      return { command: 'compare', runs: operands(name, parsed, 1, Infinity), json: parsed.flags.has('json') };
    case 'replay':
      return replay(parsed);
    case 'tune':
      return tune(parsed);
    case 'backends':
      operands(name, parsed, 0);
      return { command: 'backends', json: parsed.flags.has('json') };
  }
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);

function train(parsed: ParsedOptions): TrainCommand {
  const [operand] = operands('train', parsed, 1);
  const { file, line } = splitLine(operand!);
  const budget = number(parsed, 'budget', 'a percentage from 0 to 100', (percent) => percent >= 0 && percent <= 100);
  return {
    command: 'train',
    file,
    line,
    script: parsed.values.get('script') ?? null,
    backend: oneOf(parsed, 'backend', BACKEND_NAMES),
    steps: number(parsed, 'steps', 'a whole number from 1', (steps) => Number.isSafeInteger(steps) && steps >= 1),
    budget: budget === null ? null : budget / 100,
    rules: rules(parsed),
    pauseWhen: condition(parsed),
    measure: {
      ...measured(parsed),
      lines: parsed.flags.has('lines'),
      every: number(parsed, 'curvature-every', 'a whole number from 0', isCount),
      checkpoints: number(parsed, 'checkpoints', 'a whole number from 0', isCount) ?? DEFAULT_MEASURE.checkpoints,
    },
    failOn: oneOf(parsed, 'fail-on', FAIL_ON) ?? 'error',
    run: parsed.values.get('run') ?? null,
    json: parsed.flags.has('json'),
    plain: parsed.flags.has('plain'),
    args: parsed.rest ?? [],
  };
}

/** JSON, as in the setting of the editor. */
function rules(parsed: ParsedOptions): RuleSettings | null {
  const text = parsed.values.get('rules');
  if (text === undefined) return null;
  const read = readRuleSettings(fromJson(text));
  if (read.problem) throw rulesWrong(read.problem.message);
  return read.rules;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function measured(parsed: ParsedOptions): ReplayCommand['measure'] {
  return {
    eigenvalues: number(parsed, 'curvature', 'a whole number from 1', (k) => isCount(k) && k >= 1),
    density: parsed.flags.has('density'),
    newton: parsed.flags.has('newton'),
    jacobian: parsed.flags.has('jacobian'),
    verify: parsed.flags.has('verify'),
  };
}

function replay(parsed: ParsedOptions): ReplayCommand {
  const [run, stepText] = operands('replay', parsed, 2);
  const step = Number(stepText);
  if (!/^\d+$/.test(stepText!) || step < 1) throw valueWrong('STEP', stepText!, 'a step from 1');
  const training = number(parsed, 'training', 'a whole number from 0', isCount) ?? 0;
  const measure = measured(parsed);
  // Without a wish of its own a replay is of the spectrum.
  const eigenvalues =
    measure.eigenvalues ?? (measure.newton || measure.jacobian || measure.verify ? null : REPLAY_EIGENVALUES);
  return {
    command: 'replay',
    run: run!,
    step,
    training,
    measure: { ...measure, eigenvalues },
    json: parsed.flags.has('json'),
  };
}
const REPLAY_EIGENVALUES = 10;

function condition(parsed: ParsedOptions): string | null {
  const text = parsed.values.get('pause-when');
  if (text === undefined) return null;
  const read = parseCondition(text);
  if (!read.ok) throw conditionWrong(text, read.error.message);
  return text;
}
