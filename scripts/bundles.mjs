// What esbuild makes of which entry. A bundle comes with its entry file.
import { existsSync } from 'node:fs';
import { tensorflowBundles } from './bundleTensorflow.mjs';

const node = { platform: 'node', target: 'node20' };
// Bundled CommonJS packages call require inside an ES module.
const esm = {
  format: 'esm',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
};

export async function bundles() {
  return [
    {
      ...node,
      entryPoints: ['src/extension.ts'],
      outfile: 'dist/extension.cjs',
      format: 'cjs',
      external: ['vscode'],
      minify: true,
    },
    { ...node, ...esm, entryPoints: ['src/cli/main.ts'], outfile: 'dist/gradlens.mjs' },
    // The library needs nothing of Node: programs that are bundled for the browser may import it too.
    { entryPoints: ['src/library/main.ts'], outfile: 'dist/library.mjs', target: 'es2020', format: 'esm' },
    {
      entryPoints: ['src/library/main.ts'],
      outfile: 'dist/library.cjs',
      target: 'es2020',
      format: 'cjs',
      // So that Node's `import` of it sees its names.
      platform: 'node',
    },
    { ...node, ...esm, entryPoints: ['src/trainer/preload.ts'], outfile: 'dist/trainer/preload.mjs' },
    { ...node, ...esm, entryPoints: ['src/trainer/trainer.ts'], outfile: 'dist/trainer/trainer.mjs' },
    { ...node, ...esm, entryPoints: ['src/trainer/modules/loaderHooks.ts'], outfile: 'dist/trainer/loaderHooks.mjs' },
    { ...node, ...esm, entryPoints: ['test/trainer/support/backendOnly.ts'], outfile: 'dist/trainer/backendOnly.mjs' },
    {
      ...node,
      format: 'cjs',
      entryPoints: ['src/trainer/modules/compiler.ts'],
      outfile: 'dist/trainer/compiler.cjs',
      minify: true,
    },
    { ...node, ...esm, entryPoints: ['src/trainer/controlThread.ts'], outfile: 'dist/trainer/controlThread.mjs' },
    {
      ...node,
      ...esm,
      entryPoints: ['src/probes/evaluation/evaluationThread.ts'],
      outfile: 'dist/trainer/evaluationThread.mjs',
    },
    {
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
      entryPoints: ['webview/main.ts'],
      outfile: 'dist/webview/inspector.js',
      loader: { '.svg': 'text', '.css': 'text' },
      minify: true,
    },
    ...tensorflowBundles(),
  ].filter((bundle) => bundle.entryPoints.every((entry) => existsSync(entry)));
}
