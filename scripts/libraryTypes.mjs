// The types of the library, beside its two bundles: one declaration for `import`, one for `require`.
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

/** @param {string} source */
export function writeLibraryTypes(source) {
  const { outputText, diagnostics } = ts.transpileDeclaration(readFileSync(source, 'utf8'), {
    fileName: source,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  if (diagnostics?.length) throw new Error(ts.formatDiagnostics(diagnostics, ts.createCompilerHost({})));
  for (const extension of ['d.mts', 'd.cts']) writeFileSync(`dist/library.${extension}`, outputText);
}
