import { helpText } from './arguments/help.js';
import { parseCommand } from './arguments/parseCommand.js';
import type { Command } from './arguments/commands.js';
import { EXIT } from './exitStatus.js';
import { gradlensVersion } from './installation.js';
import { notAvailable, UsageError } from './usageError.js';

/** Runs one command line and resolves with its exit status; everything is written by then. */
export async function runGradlens(argv: readonly string[]): Promise<number> {
  try {
    return await run(parseCommand(argv));
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n`);
      return EXIT.wrongUse;
    }
    const report = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`Gradlens itself failed; please report this with the lines below.\n${report}\n`);
    return EXIT.ourFault;
  }
}

async function run(command: Command): Promise<number> {
  switch (command.command) {
    case 'help':
      process.stdout.write(helpText(command.topic));
      return EXIT.healthy;
    case 'version':
      process.stdout.write(`${gradlensVersion()}\n`);
      return EXIT.healthy;
    default:
      throw notAvailable(`gradlens ${command.command}`);
  }
}
