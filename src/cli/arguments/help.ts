import { availableCommands, commandSpec, type CommandName } from './commands.js';

/** Text of `gradlens --help`, or of one command's help. */
export function helpText(topic: CommandName | null): string {
  if (topic !== null) return commandHelp(topic);
  const rows = availableCommands().map((name): [string, string] => [
    commandSpec(name).usage.replace(/^gradlens /, ''),
    commandSpec(name).help ?? '',
  ]);
  return [
    'Gradlens: a gradient debugger for TensorFlow.js.',
    '',
    ...rows.flatMap(([usage, help]) => [`  gradlens ${usage}`, `      ${help}`]),
    '',
    'gradlens COMMAND --help says more of a command; gradlens --version prints the version.',
    'Exit status: 0 healthy, 1 a finding at or above --fail-on, 2 wrong use, 3 the program failed,',
    '70 a fault of Gradlens, 130 stopped by the user.',
    '',
  ].join('\n');
}

function commandHelp(name: CommandName): string {
  const spec = commandSpec(name);
  if (spec.help === undefined) return `gradlens ${name} is not available in this version of Gradlens.\n`;
  const options = Object.entries(spec.options).flatMap(([option, { value, help }]): [string, string][] =>
    help === undefined ? [] : [[`--${option}${value ? ` ${value}` : ''}`, help]],
  );
  const width = Math.max(0, ...options.map(([option]) => option.length));
  return [
    `${spec.usage}: ${spec.help}.`,
    ...(options.length > 0 ? [''] : []),
    ...options.map(([option, help]) => `  ${option.padEnd(width)}  ${help}`),
    '',
  ].join('\n');
}
