/** What is there of @tensorflow/tfjs-node and -gpu for a program, without loading it: nothing of it can crash here. */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export const NATIVE_PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;
export type NativePackage = (typeof NATIVE_PACKAGES)[number];

export interface NativeDiagnosis {
  /** `complete`: package, binding and library are there; whether they load shows only when they are loaded. */
  state: 'absent' | 'no-binding' | 'no-library' | 'complete';
  /** Entry of the package; null where it is absent. */
  entry: string | null;
  /** One sentence. */
  why: string;
}

export function diagnoseNativePackage(name: NativePackage, programFile: string): NativeDiagnosis {
  let entry: string;
  try {
    entry = createRequire(programFile).resolve(name);
  } catch {
    return { state: 'absent', entry: null, why: `${name} is not installed for this program.` };
  }
  const root = path.join(path.dirname(entry), '..');
  if (!hasBinding(root)) {
    return {
      state: 'no-binding',
      entry,
      why: `${name} is installed without its native binding: its install step was skipped or its download failed.`,
    };
  }
  if (!hasLibrary(root)) {
    return {
      state: 'no-library',
      entry,
      why: `${name} has its binding, but the TensorFlow library beside it is missing.`,
    };
  }
  return { state: 'complete', entry, why: `${name} is installed with its native binding and library.` };
}

/** lib/napi-v8/tfjs_binding.node, by the version of Node-API that it was built for. */
function hasBinding(root: string): boolean {
  const folder = path.join(root, 'lib');
  return list(folder).some(
    (name) => /^napi-v\d+$/.test(name) && existsSync(path.join(folder, name, 'tfjs_binding.node')),
  );
}

/** deps/lib/libtensorflow.so.2 on Linux, libtensorflow.2.dylib on macOS; on Windows tensorflow.dll beside the binding. */
function hasLibrary(root: string): boolean {
  const isLibrary = (name: string) => /^(lib)?tensorflow(_cc)?\.(so|dll|.*dylib)/.test(name);
  const beside = list(path.join(root, 'lib')).flatMap((name) => list(path.join(root, 'lib', name)));
  return [...list(path.join(root, 'deps', 'lib')), ...beside].some(isLibrary);
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
