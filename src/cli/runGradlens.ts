import { CodedError } from '../protocol/told.js';
import { helpText } from './arguments/help.js';
import { parseCommand } from './arguments/parseCommand.js';
import type { Command } from './arguments/commands.js';
import { backendLines, findBackends } from './backends.js';
import { compareHere } from './compareHere.js';
import { EXIT } from './exitStatus.js';
import { exportRun } from './exportRun.js';
import { findRun } from './findRun.js';
import { gradlensVersion } from './installation.js';
import { buildReport } from './output/report.js';
import { summaryLines } from './output/summary.js';
import { loadRun } from './recordedRun.js';
import { replayHere } from './replayHere.js';
import { trainHere } from './trainHere.js';
import { tuneHere } from './tuneHere.js';
import { UsageError } from './usageError.js';

/** Runs one command line and resolves with its exit status; everything is written by then. */
export async function runGradlens(argv: readonly string[]): Promise<number> {
  try {
    return await run(parseCommand(argv));
  } catch (error) {
    // What a person can mend: one sentence.
    if (error instanceof UsageError || error instanceof CodedError) {
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
      break;
    case 'version':
      print(gradlensVersion());
      break;
    case 'train':
      return await trainHere(command);
    case 'tune':
      return await tuneHere(command);
    case 'show': {
      const { info, tally, directory, damage } = loadRun(await findRun(command.run, process.cwd()));
      if (damage !== null) process.stderr.write(`${damage}\n`);
      if (command.json) print(JSON.stringify(buildReport(info, directory, tally)));
      else print(summaryLines(info, tally).join('\n'));
      break;
    }
    case 'replay':
      await replayHere(command);
      break;
    case 'compare':
      await compareHere(command);
      break;
    case 'export': {
      const { path, thinned } = await exportRun(await findRun(command.run, process.cwd()), command.format, command.out);
      for (const sentence of thinned) process.stderr.write(`${sentence}\n`);
      print(path);
      break;
    }
    case 'backends': {
      const backend = await findBackends(process.cwd());
      print(command.json ? JSON.stringify(backend) : backendLines(backend).join('\n'));
      break;
    }
  }
  return EXIT.healthy;
}

const print = (text: string) => void process.stdout.write(`${text}\n`);
