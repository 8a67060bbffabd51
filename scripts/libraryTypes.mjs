// The types of the library, beside its bundles: for each entry one declaration for `import`, one for `require`.
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { libraryEntries } from './libraryEntries.mjs';

export function writeLibraryTypes() {
  for (const { name, source } of libraryEntries) {
    const { outputText, diagnostics } = ts.transpileDeclaration(readFileSync(source, 'utf8'), {
      fileName: source,
      reportDiagnostics: true,
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    if (diagnostics?.length) throw new Error(ts.formatDiagnostics(diagnostics, ts.createCompilerHost({})));
    if (/from '\.{1,2}\//.test(outputText)) throw new Error(`the types of ${source} must stand on their own`);
    for (const extension of ['d.mts', 'd.cts']) writeFileSync(`dist/${name}.${extension}`, outputText);
  }
}
