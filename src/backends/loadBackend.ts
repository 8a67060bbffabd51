/**
 * Brings up the backend that a program computes on, before the program runs: the first usable rung of the ladder.
 * The package that it imports natively, else wasm with our training kernels, else cpu. A `tf.setBackend` in the program
 * still wins, whenever it runs: `current` tells what is in use then.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import type { BackendInfo, BackendName, BackendRung } from '../protocol/run.js';
import type { TensorflowCore } from '../tensorflow/core.js';
import { backendAsynchronous, backendUnavailable } from './errors.js';
import { climbNativeRungs, type NativeRungs } from './nativeRungs.js';
import { substitutes, type TensorflowChoice } from './resolveTensorflow.js';
import { startWasm } from './wasm/startWasm.js';

export interface LoadOptions {
  tensorflow: TensorflowChoice;
  programFile: string;
  /** Folder with the bundled TensorFlow.js and wasm binaries (dist/tfjs). */
  assets: string;
  /** Packages of TensorFlow.js that the program imports (importedPackages.ts). */
  imported: readonly string[];
  /** `auto` walks the ladder; a name takes that rung or fails. */
  choice: BackendName | 'auto';
}

export interface LoadedBackend {
  /** As it was when the program started. */
  info: BackendInfo;
  core: TensorflowCore;
  /** As it is now: a program may call `tf.setBackend`. */
  current(): BackendInfo;
}

const OWN_WASM = '@tensorflow/tfjs-backend-wasm';

/**
 * Loads `tensorflow.entries`, then starts a backend. May add to `tensorflow.redirect`: a native package that is there
 * but gives no backend is replaced too.
 * @throws CodedError where `choice` names a rung that cannot be used.
 */
export async function loadBackend(options: LoadOptions): Promise<LoadedBackend> {
  const { tensorflow, programFile, imported, choice } = options;
  if (choice === 'webgpu') throw backendAsynchronous(choice);
  const load = createRequire(programFile);
  const modules = tensorflow.entries.map((entry) => load(entry) as TensorflowCore);
  const core = modules[0]!;

  const native = climbNativeRungs(core, options);
  const umbrella = tensorflow.entries[1];
  if (umbrella) Object.assign(tensorflow.redirect, substitutes(native.unusable, umbrella, options.assets));
  let name: BackendName | null = native.started;
  if (!name && (choice === 'tensorflow' || choice === 'tensorflow-gpu')) {
    throw backendUnavailable(choice, native.rungs.find((rung) => rung.name === choice)!.why);
  }
  const wasm: BackendRung = { name: 'wasm', usable: true, why: 'Another backend was chosen.' };
  if (name) wasm.why = 'The native backend comes first.';
  else if (choice !== 'cpu') {
    Object.assign(wasm, await climbWasm(core, options));
    if (wasm.usable) name = 'wasm';
    else if (choice === 'wasm') throw backendUnavailable('wasm', wasm.why);
  }
  if (!name) await startCpu(core, load);
  const cpuWhy = name
    ? 'It is the slowest, so every other comes first.'
    : choice === 'cpu'
      ? 'It was chosen.'
      : 'No other can be used.';
  const info: BackendInfo = {
    name: name ?? 'cpu',
    plain: plainBackend(options, native),
    ladder: [
      ...native.rungs,
      wasm,
      { name: 'cpu', usable: true, why: cpuWhy },
      { name: 'webgpu', usable: false, why: 'Its values cannot be read synchronously, which watching needs.' },
    ],
    tfjs: { version: tensorflow.version, from: tensorflow.from, why: tensorflow.why },
  };
  return { info, core, current: () => ({ ...info, name: currentName(core) ?? info.name }) };

  async function climbWasm(core: TensorflowCore, { assets }: LoadOptions): Promise<Omit<BackendRung, 'name'>> {
    const own = imported.includes(OWN_WASM) && tensorflow.from === 'program';
    if (!own) tensorflow.redirect[OWN_WASM] = path.join(assets, 'wasm.cjs');
    try {
      await startWasm(core, assets, own ? () => load(OWN_WASM) as unknown : null);
      const whose = own ? "The program's own WebAssembly backend" : 'The WebAssembly backend that comes with Gradlens';
      return { usable: true, why: `${whose} needs no installation; training kernels were added to it.` };
    } catch (error) {
      const reason = String(error instanceof Error ? error.message : error);
      return { usable: false, why: `The WebAssembly backend does not start: ${reason}` };
    }
  }
}

async function startCpu(core: TensorflowCore, load: (name: string) => unknown): Promise<void> {
  try {
    if (!core.findBackendFactory('cpu')) load('@tensorflow/tfjs-backend-cpu');
    await core.setBackend('cpu');
  } catch {
    throw backendUnavailable('cpu', 'this program has neither @tensorflow/tfjs nor @tensorflow/tfjs-backend-cpu.');
  }
}

/** What `node FILE` would compute on; null where it would fail for want of a package. */
function plainBackend({ imported, tensorflow }: LoadOptions, native: NativeRungs): BackendName | null {
  const gpu = imported.includes('@tensorflow/tfjs-node-gpu');
  if (gpu || imported.includes('@tensorflow/tfjs-node')) {
    if (native.started) return native.started;
    const rung = native.rungs.find(({ name }) => name === (gpu ? 'tensorflow-gpu' : 'tensorflow'));
    return rung?.usable ? rung.name : null;
  }
  if (imported.includes(OWN_WASM)) return 'wasm';
  return tensorflow.installed ? 'cpu' : null;
}

function currentName(core: TensorflowCore): BackendName | null {
  const name = core.engine().backendName;
  if (name !== 'tensorflow') return name === 'wasm' || name === 'cpu' || name === 'webgpu' ? name : null;
  return (core.backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice ? 'tensorflow-gpu' : 'tensorflow';
}
