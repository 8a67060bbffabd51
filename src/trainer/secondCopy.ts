/** Finds copies of tfjs-core of another version in the process, brought by a library: they share one engine with ours. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FindingPayload } from '../protocol/records.js';

const CORE = /^(.*[\\/]node_modules[\\/]@tensorflow[\\/]tfjs-core)[\\/]/;

/** One finding for each other version, with the folder that it lies in. `version`: that of the copy in use. */
export function findSecondCopies(version: string): Omit<FindingPayload, 'id'>[] {
  const { cache } = createRequire(import.meta.url);
  const folders = new Set(Object.keys(cache).flatMap((file) => CORE.exec(file)?.[1] ?? []));
  const others = new Map([...folders].map((folder) => [versionOf(folder), folder]));
  others.delete(version);
  return [...others].map(([other, folder]) => ({
    ...{ rule: 'tensorflow-twice', family: 'setup', severity: 'warning', count: 1, consequences: [], causedBy: null },
    ...{ layer: null, variable: null, file: null, line: null },
    message: `A library brings TensorFlow.js ${other} of its own (${folder}), which shares one engine with ${version}`,
    evidence: { version, other, folder },
    advice: `Run "npm dedupe", or install a version of the library that takes TensorFlow.js ${version}.`,
  }));
}

function versionOf(folder: string): string {
  try {
    return (JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version: string }).version;
  } catch {
    return 'unknown';
  }
}
