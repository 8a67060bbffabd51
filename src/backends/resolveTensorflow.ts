/**
 * Which copy of TensorFlow.js a program gets. Its own where that is a 4.x; the bundled one in place of an older copy
 * (unless the program brings a native backend of that version that loads) and where none is installed.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { diagnoseNativePackage, NATIVE_PACKAGES, type NativePackage } from './nativePackage.js';
import { tensorflowNotInstalled } from './errors.js';

export interface TensorflowChoice {
  /** Version of tfjs-core that the program computes with. */
  version: string;
  from: 'program' | 'bundled';
  /** Whether the program has a copy of its own, used or not. */
  installed: boolean;
  /** Why this copy: one sentence. */
  why: string;
  /** Entry of tfjs-core, the one core of the process (CommonJS). */
  core: string;
  /** Entries to load before the program runs, in order: they register kernels, gradients, layers and the cpu backend. */
  entries: string[];
  /**
   * What `require` and `import` of a package name must give instead: absolute paths of CommonJS files, for a resolve
   * hook. Requests from the bundled files themselves never carry these names.
   */
  redirect: Record<string, string>;
}

export interface ResolveOptions {
  programFile: string;
  /** Folder with the bundled TensorFlow.js (dist/tfjs). */
  assets: string;
  /** `auto` decides as described above; the others are the user's setting. */
  prefer?: 'auto' | 'program' | 'bundled';
  /** Packages of TensorFlow.js that the program imports (importedPackages.ts). */
  imported?: readonly string[];
}

/** Files of dist/tfjs by package. */
const BUNDLED: Record<string, string> = {
  '@tensorflow/tfjs': 'tensorflow.cjs',
  '@tensorflow/tfjs-core': 'core.cjs',
  '@tensorflow/tfjs-layers': 'layers.cjs',
  '@tensorflow/tfjs-converter': 'converter.cjs',
  '@tensorflow/tfjs-data': 'data.cjs',
  '@tensorflow/tfjs-backend-cpu': 'backendCpu.cjs',
};

/** What dist/tfjs/node.cjs asks for: the copy of TensorFlow.js that it puts file models and `tf.node` on. */
export const SUBSTITUTE_BASE = 'gradlens-tensorflow';

/** @throws CodedError tensorflow-not-installed: `prefer` is `program` and there is no copy. */
export function resolveTensorflow(options: ResolveOptions): TensorflowChoice {
  const { programFile, assets, prefer = 'auto', imported = [] } = options;
  const native = NATIVE_PACKAGES.filter((name) => imported.includes(name));
  const broken = native.filter((name) => diagnoseNativePackage(name, programFile).state !== 'complete');
  const own = findOwnCopy(programFile, native);
  if (!own) {
    if (prefer === 'program') throw tensorflowNotInstalled(programFile);
    const why = 'TensorFlow.js is not installed for this program, so the copy that comes with Gradlens is used.';
    return { ...bundledCopy(assets, native, why), installed: false };
  }
  const loads = native.length > broken.length;
  const why = whyNotOwn(own, prefer, loads, broken);
  if (why) return bundledCopy(assets, native, why);
  return {
    version: own.version,
    from: 'program',
    installed: true,
    why: whyOwn(own, loads),
    core: own.core,
    entries: own.umbrella ? [own.core, own.umbrella] : [own.core],
    redirect: own.umbrella ? substitutes(broken, own.umbrella, assets) : {},
  };
}

function whyNotOwn(
  own: OwnCopy,
  prefer: 'auto' | 'program' | 'bundled',
  nativeLoads: boolean,
  broken: readonly NativePackage[],
): string | null {
  if (prefer === 'program') return null;
  const inPlace = 'the copy that comes with Gradlens';
  if (prefer === 'bundled') return `As set, ${inPlace} is used and not the program's own TensorFlow.js ${own.version}.`;
  if (nativeLoads) return null;
  if (!isModern(own))
    return `The program's own TensorFlow.js ${own.version} is not 4.x, so ${inPlace} takes its place.`;
  if (broken.length > 0 && !own.umbrella) return `${broken[0]} cannot be used, so ${inPlace} takes its place.`;
  return null;
}

function whyOwn(own: OwnCopy, nativeLoads: boolean): string {
  const copy = `The program's own TensorFlow.js ${own.version}`;
  if (isModern(own)) return `${copy} is used.`;
  return nativeLoads
    ? `${copy} is used although it is not 4.x, because its native backend belongs to it.`
    : `${copy} is used although it is not 4.x, as set.`;
}

function isModern(own: OwnCopy): boolean {
  return own.version.startsWith('4.');
}

function bundledCopy(assets: string, native: readonly NativePackage[], why: string): TensorflowChoice {
  const file = (name: string) => path.join(assets, name);
  const redirect = Object.fromEntries(Object.entries(BUNDLED).map(([name, entry]) => [name, file(entry)]));
  const umbrella = file('tensorflow.cjs');
  return {
    version: (JSON.parse(readFileSync(file('version.json'), 'utf8')) as { version: string }).version,
    from: 'bundled',
    installed: true,
    why,
    core: file('core.cjs'),
    entries: [file('core.cjs'), umbrella],
    redirect: { ...redirect, ...substitutes(native, umbrella, assets) },
  };
}

/** Native packages that are missing or cannot load are replaced, so that the program runs all the same. */
export function substitutes(
  native: readonly NativePackage[],
  umbrella: string,
  assets: string,
): Record<string, string> {
  if (native.length === 0) return {};
  const file = (name: NativePackage) => path.join(assets, name.endsWith('-gpu') ? 'nodeGpu.cjs' : 'node.cjs');
  return { ...Object.fromEntries(native.map((name) => [name, file(name)])), [SUBSTITUTE_BASE]: umbrella };
}

interface OwnCopy {
  core: string;
  umbrella: string | null;
  version: string;
}

/** The copy that the program reaches: through the native package that it imports, else its own tfjs or tfjs-core. */
function findOwnCopy(programFile: string, native: readonly NativePackage[]): OwnCopy | null {
  const inside = native.map((name) => diagnoseNativePackage(name, programFile).entry);
  for (const from of [...inside, programFile]) {
    if (!from) continue;
    const umbrella = resolveFrom(from, '@tensorflow/tfjs');
    const core = resolveFrom(umbrella ?? from, '@tensorflow/tfjs-core');
    if (core) return { core, umbrella, version: packageVersion(core) };
  }
  return null;
}

export function resolveFrom(file: string, specifier: string): string | null {
  try {
    return createRequire(file).resolve(specifier);
  } catch {
    return null;
  }
}

/** Version in the package.json nearest above an entry. */
function packageVersion(entry: string): string {
  for (let folder = path.dirname(entry); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    try {
      const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version?: string };
      if (version) return version;
    } catch {
      // Not here: one folder up.
    }
  }
  return '0.0.0';
}
