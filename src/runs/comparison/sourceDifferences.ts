/** The texts that runs keep of their source files (those on which a line is shown), held against the first run's. */
import { structuredPatch } from 'diff';
import { dirname, relative, sep } from 'node:path';
import type { SourceDifference } from '../../protocol/comparison.js';
import type { RunInfo } from '../../protocol/run.js';
import { runName } from './sideNames.js';

/** Milliseconds for one file: files that have nothing in common take long, and their difference says nothing. */
const PATIENCE = 2000;

export function sourceDifferences(infos: readonly RunInfo[]): SourceDifference[] {
  const [first, ...others] = infos;
  if (!first) return [];
  return others.flatMap((other, i) => differencesFrom(first, other, i + 1));
}

function differencesFrom(first: RunInfo, other: RunInfo, run: number): SourceDifference[] {
  const [before, after] = [textsOf(first), textsOf(other)];
  const files = [...new Set([programOf(other), ...before.keys(), ...after.keys()])];
  return files.flatMap((file): SourceDifference[] => {
    // Programs of other names are each other's counterpart all the same.
    const counterpart = file === programOf(other) ? programOf(first) : file;
    if (file !== programOf(other) && file === programOf(first)) return [];
    const [old, now] = [before.get(counterpart), after.get(file)];
    if (old === undefined || now === undefined) {
      const without = [...(old === undefined ? [0] : []), ...(now === undefined ? [run] : [])].map(runName);
      const kept = `Run ${without.join(' and run ')} kept no text of it: of files on which no line is shown, none is kept.`;
      return [{ run, file, hunks: [], why: kept }];
    }
    if (old === now) return [];
    const options = { context: 3, stripTrailingCr: true, timeout: PATIENCE };
    const patch = structuredPatch(file, file, old, now, '', '', options);
    if (!patch) return [{ run, file, hunks: [], why: 'The two texts have too little in common to be shown together.' }];
    const hunks = patch.hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => {
      return { oldStart, oldLines, newStart, newLines, lines };
    });
    return [{ run, file, hunks, why: hunks.length > 0 ? null : 'Only the ends of its lines differ.' }];
  });
}

/** By path, as seen from the program's folder: so the same program is found again in another place. */
function textsOf(info: RunInfo): Map<string, string> {
  return new Map(info.sources.map(({ file, text }) => [pathOf(info, file), text]));
}

const programOf = (info: RunInfo) => pathOf(info, info.program.file);
const pathOf = ({ program }: RunInfo, file: string) => relative(dirname(program.file), file).split(sep).join('/');
