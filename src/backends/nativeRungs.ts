/** The two native rungs: tfjs-node-gpu with a GPU in use, and TensorFlow on the processor through either package. */
import type { BackendName, BackendRung } from '../protocol/run.js';
import type { TensorflowCore } from '../tensorflow/core.js';
import { diagnoseNativePackage, NATIVE_PACKAGES, type NativePackage } from './nativePackage.js';
import { startNative } from './startNative.js';

export interface NativeRungs {
  started: 'tensorflow-gpu' | 'tensorflow' | null;
  rungs: BackendRung[];
  /** Packages that give the program no backend, should it import them. */
  unusable: NativePackage[];
}

interface NativeOptions {
  programFile: string;
  imported: readonly string[];
  choice: BackendName | 'auto';
}

export function climbNativeRungs(core: TensorflowCore, options: NativeOptions): NativeRungs {
  const { programFile, imported, choice } = options;
  const why = { 'tensorflow-gpu': '', tensorflow: '' };
  const usable = { 'tensorflow-gpu': false, tensorflow: false };
  const unusable: NativePackage[] = [];
  let started: NativeRungs['started'] = null;
  for (const name of NATIVE_PACKAGES) {
    const rung = name === '@tensorflow/tfjs-node-gpu' ? 'tensorflow-gpu' : 'tensorflow';
    const isImported = imported.includes(name);
    const wanted = choice === 'tensorflow' || choice === 'tensorflow-gpu' || (choice === 'auto' && isImported);
    const diagnosis = diagnoseNativePackage(name, programFile);
    why[rung] ||= diagnosis.why;
    const complete = diagnosis.state === 'complete';
    // A flag may choose the package while the program runs, so what the text imports does not matter here.
    if (!complete || (!wanted && choice !== 'auto')) unusable.push(name);
    if (!complete || started) continue;
    if (!wanted) {
      usable[rung] = true;
      why[rung] = isImported
        ? `${name} is imported, but another backend was chosen.`
        : `${name} is installed, but the program does not import it: choose this backend to use it.`;
      continue;
    }
    const start = startNative(core, name, programFile);
    if ('failure' in start) {
      why[rung] = start.failure;
      unusable.push(name);
      continue;
    }
    if (rung === 'tensorflow-gpu' && !start.gpu)
      why[rung] = `${name} works, but TensorFlow found no GPU that it can use.`;
    if (choice === 'tensorflow-gpu' && !start.gpu) continue;
    started = start.gpu ? 'tensorflow-gpu' : 'tensorflow';
    usable[started] = true;
    why[started] = `${name} works: a product and a gradient came out right.`;
  }
  const rungs = (['tensorflow-gpu', 'tensorflow'] as const).map((name) => ({
    name,
    usable: usable[name],
    why: why[name],
  }));
  return { started, rungs, unusable };
}
