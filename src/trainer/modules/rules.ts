/**
 * How modules of the user are found and read where plain Node would refuse them: imports without extension, ESM syntax
 * in files that Node takes for CommonJS, JSON without attributes, TypeScript; and TensorFlow.js packages that are
 * replaced. Each rule is a generator that yields what to ask Node, so that it serves synchronous and asynchronous hooks.
 */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ReplacedLiteral } from '../../protocol/tune.js';
import { readSource } from './replacedSource.js';
import { hasModuleSyntax, transformSource } from './transform.js';

export interface ModuleRules {
  /** Package names and the files that stand in for them. */
  redirect: Record<string, string>;
  /** The program's own tfjs-core (CommonJS), on which our library stands where none is installed beside the program. */
  coreFile: string;
  /** Folder of the built product: its own files follow no rule. */
  distribution: string;
  /** Whether Node strips types itself, or a runner of the workspace does. */
  typescriptIsHandled: boolean;
  /** Whether what runs the program makes CommonJS of JavaScript by a hook on `require` (babel-node). */
  requireIsHooked: boolean;
  /** Where a λ is tuned: its literal, and what stands in its place. */
  replaced?: ReplacedLiteral | null;
}

export interface Resolved {
  url: string;
  format?: string | null | undefined;
  shortCircuit?: boolean | undefined;
}
export interface Loaded {
  format: string | null | undefined;
  source?: unknown;
  shortCircuit?: boolean | undefined;
}
interface LoadContext {
  format?: string | null | undefined;
  importAttributes?: Record<string, string | undefined> | undefined;
  /** Those of `require` hold `require`. */
  conditions?: readonly string[] | undefined;
}
interface ResolveContext {
  parentURL?: string | undefined;
}

const EXTENSIONS = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.tsx', '.jsx', '.json'];
const TYPESCRIPT = /\.([cm]?ts|tsx|jsx)$/;

export function isOwnedByUser(url: string | undefined, rules: ModuleRules): boolean {
  if (!url?.startsWith('file:') || url.includes('/node_modules/')) return false;
  return !fileURLToPath(url).startsWith(rules.distribution);
}

/** Specifiers to try where Node finds nothing, best first. */
export function candidates(specifier: string): string[] {
  const path = specifier.replace(/\/$/, '');
  return [
    ...EXTENSIONS.map((extension) => path + extension),
    ...EXTENSIONS.map((extension) => `${path}/index${extension}`),
    // TypeScript sources import the .js file that they compile to.
    ...(/\.[cm]?jsx?$/.test(path) ? [path.replace(/js(x?)$/, 'ts$1')] : []),
  ];
}

/**
 * What stands in for a request: by the name of the package, or by its path (vite-node resolves names itself). `parent`: the
 * file, or its URL, that asks.
 */
export function standIn(rules: ModuleRules, specifier: string, parent: string | undefined): string | undefined {
  if (specifier === '@tensorflow/tfjs-core' && parent !== undefined && isLibrary(parent, rules)) return rules.coreFile;
  const inside = /^(?:file:|\/|[A-Za-z]:[\\/]).*[\\/]node_modules[\\/](@tensorflow[\\/][\w-]+)[\\/]/.exec(specifier);
  return rules.redirect[inside ? inside[1]!.replace('\\', '/') : specifier];
}

/** What `gradlens` and `gradlens/…` name, as files of the distribution. */
const LIBRARY: Record<string, string> = {
  gradlens: 'library.cjs',
  'gradlens/autodiff': 'autodiff.cjs',
  'gradlens/curvature': 'curvature.cjs',
  'gradlens/regularizers': 'regularizers.cjs',
};

/** Our copy of the library, for a program in whose folders none is installed. */
export function ownLibrary(rules: ModuleRules, specifier: string): string | undefined {
  const file = LIBRARY[specifier];
  return file === undefined ? undefined : join(rules.distribution, file);
}

function isLibrary(parent: string, { distribution }: ModuleRules): boolean {
  const file = parent.startsWith('file:') ? fileURLToPath(parent) : parent;
  return Object.values(LIBRARY).some((name) => file === join(distribution, name));
}

export function* resolveModule(
  rules: ModuleRules,
  specifier: string,
  context: ResolveContext,
): Generator<string, Resolved, Resolved> {
  const stand = standIn(rules, specifier, context.parentURL);
  if (stand !== undefined) return { url: pathToFileURL(stand).href, format: 'commonjs', shortCircuit: true };
  try {
    return yield specifier;
  } catch (error) {
    const library = mayLackExtension(error) ? ownLibrary(rules, specifier) : undefined;
    if (library !== undefined) return { url: pathToFileURL(library).href, format: 'commonjs', shortCircuit: true };
    if (!mayLackExtension(error) || !/^(\.{1,2}(\/|$)|\/|file:)/.test(specifier)) throw error;
    // The program itself (no parent) may be named without extension too.
    if (context.parentURL !== undefined && !isOwnedByUser(context.parentURL, rules)) throw error;
    for (const candidate of candidates(specifier)) {
      try {
        return yield candidate;
      } catch (next) {
        if (!mayLackExtension(next)) throw next;
      }
    }
    throw error;
  }
}

function mayLackExtension(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_UNSUPPORTED_DIR_IMPORT' || code === 'MODULE_NOT_FOUND';
}

/** Undefined yielded: ask Node. */
export function* loadModule(
  rules: ModuleRules,
  url: string,
  context: LoadContext,
): Generator<undefined, Loaded, Loaded> {
  if (!isOwnedByUser(url, rules)) return yield undefined;
  const path = fileURLToPath(url);
  if (path.endsWith('.json') && context.importAttributes?.['type'] === undefined && context.format !== 'commonjs') {
    return { format: 'module', source: `export default ${readSource(path, null)};`, shortCircuit: true };
  }
  const replaced = rules.replaced?.file === path ? rules.replaced : null;
  if (TYPESCRIPT.test(path)) {
    if (replaced === null && rules.typescriptIsHandled && !path.endsWith('x')) {
      try {
        return yield undefined;
      } catch (error) {
        const { code } = error as { code?: unknown };
        // A runner that hooks `require` only (ts-node): with a preload Node asks its other loader first.
        if (code === 'ERR_UNKNOWN_FILE_EXTENSION') return { format: 'commonjs', shortCircuit: true };
        // Enums, namespaces and parameter properties are more than types.
        if (code !== 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') throw error;
      }
    }
    return transformed(path, true, replaced);
  }
  if (context.format === 'commonjs' || context.format == null) {
    if (/\.js$|\/[^.]*$/.test(path) && hasModuleSyntax(readSource(path, null))) {
      if (!rules.requireIsHooked) return transformed(path, false, replaced);
      // With a preload Node asks its other loader first: without a source the file comes to `require` and its hook.
      if (!context.conditions?.includes('require')) return { format: 'commonjs', shortCircuit: true };
    }
  }
  if (replaced === null) return yield undefined;
  const source = readSource(path, replaced);
  if (context.format === 'module') return { format: 'module', source, shortCircuit: true };
  // Without a source the file comes to `require`, which reads it as it is told to (installModuleRules.ts).
  return { format: 'commonjs', shortCircuit: true };
}

function transformed(path: string, types: boolean, replaced: ReplacedLiteral | null): Loaded {
  const { code, format } = transformSource(readSource(path, replaced), path, types);
  return { format, source: code, shortCircuit: true };
}
