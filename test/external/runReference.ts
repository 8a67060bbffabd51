/** Runs a program on a reference network through the command line, and reads what it printed and what was reported. */
import { execFile } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Report } from '../../src/protocol/report.js';

export const root = path.join(import.meta.dirname, '..', '..');

export interface Reference {
  expected: {
    loss_value: number;
    gradient_norm: number;
    gradient: Record<string, { values: number[] }>;
  };
}

export interface Printed {
  backend: string;
  loss: number;
  gradients: Record<string, number[]>;
}

export const reference = (name: string) => path.join(root, 'test/reference', `${name}.json`);
export const readReference = (name: string) => JSON.parse(readFileSync(reference(name), 'utf8')) as Reference;

/** The program in a project: it takes TensorFlow.js from the package of that name there. */
export function writeProgram(project: string, packageName: string): string {
  const program = path.join(root, '.cache', project, 'train.cjs');
  copyFileSync(path.join(root, 'test/external/programs/referenceStep.cjs'), path.join(program, '../referenceStep.cjs'));
  writeFileSync(program, `require('./referenceStep.cjs')(require('@tensorflow/${packageName}'));\n`);
  return program;
}

export async function runReference(
  program: string,
  backend: string | null,
  args: string[],
): Promise<{ printed: Printed; report: Report }> {
  const options = ['train', program, '--json', '--run', path.join(root, '.cache', `run-${process.pid}-${Date.now()}`)];
  if (backend) options.push('--backend', backend);
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [path.join(root, 'dist/gradlens.mjs'), ...options, '--', ...args],
    { env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' }, maxBuffer: 1 << 26 },
  );
  const line = stderr.split('\n').find((text) => text.startsWith('{"backend"'));
  if (!line) throw new Error(`the program printed no result:\n${stderr}`);
  return { printed: JSON.parse(line) as Printed, report: JSON.parse(stdout) as Report };
}

/** ‖a − b‖ / ‖b‖. */
export function relativeError(actual: readonly number[], expected: readonly number[]): number {
  const norm = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return norm(expected.map((value, i) => actual[i]! - value)) / norm([...expected]);
}
