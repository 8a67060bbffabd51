/** Puts the module rules into Node: one synchronous hook where Node has it, else loader hooks and CommonJS patches. */
import Module, { register } from 'node:module';
import { dirname, extname, resolve } from 'node:path';
import type { ReplacedLiteral } from '../../protocol/tune.js';
import { driveSync } from './drive.js';
import {
  candidates,
  loadModule,
  ownLibrary,
  resolveModule,
  standIn,
  type Loaded,
  type ModuleRules,
  type Resolved,
} from './rules.js';
import { readSource } from './replacedSource.js';
import { hasModuleSyntax, transformSource } from './transform.js';

interface SyncHooks {
  resolve(specifier: string, context: { parentURL?: string }, next: (s: string, c: object) => Resolved): Resolved;
  load(
    url: string,
    context: { format?: string | null; conditions?: string[] },
    next: (u: string, c: object) => Loaded,
  ): Loaded;
}
type RegisterHooks = (hooks: SyncHooks) => void;

export function installModuleRules(rules: ModuleRules): void {
  // Since Node 22.15 and 23.5; it serves `require` and `import` alike.
  const registerHooks = (Module as unknown as { registerHooks?: RegisterHooks }).registerHooks;
  if (registerHooks) {
    registerHooks({
      resolve: (specifier, context, next) =>
        driveSync(resolveModule(rules, specifier, context), (name) => next(name, context)),
      load: (url, context, next) => driveSync(loadModule(rules, url, context), () => next(url, context)),
    });
  } else {
    register('./loaderHooks.mjs', { parentURL: import.meta.url, data: rules });
    patchCommonJs(rules);
  }
  if (rules.replaced) compileReplaced(rules.replaced);
}

interface CommonJsLoader {
  _resolveFilename(request: string, parent: { filename?: string } | null, isMain: boolean, options?: object): string;
  _extensions: Record<string, (module: Module, file: string) => void>;
}

/** `require` of Node 20 knows nothing of loader hooks. Nothing of ours stays on the stack while a module runs. */
function patchCommonJs(rules: ModuleRules): void {
  const loader = Module as unknown as CommonJsLoader;
  const find = loader._resolveFilename.bind(loader);
  loader._resolveFilename = (request, parent, isMain, options) => {
    const stand = standIn(rules, request, parent?.filename);
    if (stand !== undefined) return stand;
    try {
      return find(request, parent, isMain, options);
    } catch (error) {
      const library = ownLibrary(rules, request);
      if (library !== undefined) return library;
      const folder =
        parent?.filename && !/[\\/]node_modules[\\/]/.test(parent.filename) ? dirname(parent.filename) : null;
      if (folder === null || !/^\.{1,2}(\/|$)/.test(request)) throw error;
      for (const candidate of candidates(resolve(folder, request))) {
        try {
          return find(candidate, parent, isMain, options);
        } catch {
          // The next one.
        }
      }
      throw error;
    }
  };
  for (const extension of ['.ts', '.cts', '.tsx', '.jsx']) {
    loader._extensions[extension] ??= (module, file) => {
      const { code } = transformSource(readSource(file, rules.replaced ?? null), file, true);
      compile(module, code, file);
    };
  }
}

/** A CommonJS file with a literal replaced: every Node comes by here for it, whatever hooks and runners it has. */
function compileReplaced(replaced: ReplacedLiteral): void {
  const { _extensions } = Module as unknown as CommonJsLoader;
  for (const extension of new Set(['.js', extname(replaced.file)])) {
    const original = _extensions[extension];
    if (!original) continue;
    _extensions[extension] = (module, file) => {
      const made = file === replaced.file ? commonJsOf(readSource(file, replaced), file) : null;
      if (made === null) original(module, file);
      else compile(module, made, file);
    };
  }
}

/** Null: it is an ES module, which Node loads in its other way. */
function commonJsOf(source: string, file: string): string | null {
  const types = /\.([cm]?ts|tsx|jsx)$/.test(file);
  if (!types && !hasModuleSyntax(source)) return source;
  const { code, format } = transformSource(source, file, types);
  return format === 'commonjs' ? code : null;
}

function compile(module: Module, code: string, file: string): void {
  (module as unknown as { _compile(code: string, file: string): void })._compile(code, file);
}
