/** Puts the module rules into Node: one synchronous hook where Node has it, else loader hooks and CommonJS patches. */
import Module, { register } from 'node:module';
import { dirname, resolve } from 'node:path';
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
import { transformSource } from './transform.js';

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
  compileReplaced(rules);
  const registerHooks = (Module as unknown as { registerHooks?: RegisterHooks }).registerHooks;
  if (registerHooks) {
    registerHooks({
      resolve: (specifier, context, next) =>
        driveSync(resolveModule(rules, specifier, context), (name) => next(name, context)),
      load: (url, context, next) => driveSync(loadModule(rules, url, context), () => next(url, context)),
    });
    return;
  }
  register('./loaderHooks.mjs', { parentURL: import.meta.url, data: rules });
  patchCommonJs(rules);
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
    const stand = standIn(rules, request);
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

/** A CommonJS file with a literal replaced: every Node comes by here for it, whatever hooks it has. */
function compileReplaced({ replaced }: ModuleRules): void {
  if (!replaced) return;
  const { _extensions } = Module as unknown as CommonJsLoader;
  const original = _extensions['.js']!;
  _extensions['.js'] = (module, file) => {
    if (file === replaced.file) compile(module, readSource(file, replaced), file);
    else original(module, file);
  };
}

function compile(module: Module, code: string, file: string): void {
  (module as unknown as { _compile(code: string, file: string): void })._compile(code, file);
}
