/** Makes JavaScript of TypeScript and JSX, line for line, by the bundled compiler; loaded only where it is needed. */
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import type * as sucrase from 'sucrase';

export interface Transformed {
  code: string;
  format: 'module' | 'commonjs';
}

/** Whether a source is an ES module by its syntax: it is no script, and becomes one without its imports and exports. */
export function hasModuleSyntax(source: string): boolean {
  if (!/^\s*(import|export)\b|;\s*(import|export)\b|\bimport\.meta\b/m.test(source)) return false;
  try {
    // As Node wraps CommonJS: `return` at top level is allowed.
    new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`);
    return false;
  } catch {
    return true;
  }
}

/** Bundlers let one file use both `import` and `require`: such a file runs as CommonJS. */
const NEEDS_COMMONJS = /\brequire\s*\(|\bmodule\.exports\b|\b__dirname\b|\b__filename\b/;
const DECLARES_THEM = /\b(createRequire|fileURLToPath|import\.meta)\b/;
const TOP_LEVEL_AWAIT = /^(?:(?:const|let|var)\s[^=]*=\s*)?await\b/m;

export function transformSource(source: string, path: string, types: boolean): Transformed {
  const importsOrExports = /^\s*(import|export)\b/m.test(source);
  const both = NEEDS_COMMONJS.test(source) && !DECLARES_THEM.test(source) && !TOP_LEVEL_AWAIT.test(source);
  const format = path.endsWith('.cts') || !importsOrExports || (both && !path.endsWith('.mts')) ? 'commonjs' : 'module';
  const transforms: sucrase.Transform[] = [];
  if (types) transforms.push('typescript');
  if (path.endsWith('x')) transforms.push('jsx');
  if (format === 'commonjs' && importsOrExports) transforms.push('imports');
  if (transforms.length === 0) return { code: source, format };
  const { code } = compiler().transform(source, {
    transforms,
    filePath: path,
    disableESTransforms: true,
    preserveDynamicImport: true,
    injectCreateRequireForImportRequire: format === 'module',
  });
  return { code, format };
}

let loaded: typeof sucrase | null = null;
function compiler(): typeof sucrase {
  loaded ??= createRequire(import.meta.url)('./compiler.cjs') as typeof sucrase;
  return loaded;
}
