// What esbuild makes of which entry. A bundle comes with its entry file.
import { existsSync } from 'node:fs';
import { tensorflowBundles } from './bundleTensorflow.mjs';
import { commonJsChunks } from './commonJsChunks.mjs';
import { libraryEntries } from './libraryEntries.mjs';

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
      // The first file only registers; every `import()` is a file of its own in dist/extension/.
      entryPoints: ['src/extension.ts'],
      outdir: 'dist',
      chunkNames: 'extension/[name]-[hash]',
      outExtension: { '.js': '.cjs' },
      splitting: true,
      format: 'esm',
      external: ['vscode'],
      minify: true,
      plugins: [commonJsChunks],
    },
    { ...node, ...esm, entryPoints: ['src/cli/main.ts'], outfile: 'dist/gradlens.mjs' },
    ...libraryEntries.flatMap(libraryBundles),
    { ...node, ...esm, entryPoints: ['src/trainer/preload.ts'], outfile: 'dist/trainer/preload.mjs' },
    { ...node, ...esm, entryPoints: ['src/trainer/trainer.ts'], outfile: 'dist/trainer/trainer.mjs' },
    { ...node, ...esm, entryPoints: ['src/trainer/tune/tuneJob.ts'], outfile: 'dist/trainer/tuneJob.mjs' },
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
      entryPoints: ['src/trainer/curvature/curvatureThread.ts'],
      outfile: 'dist/trainer/curvatureThread.mjs',
    },
    { ...node, ...esm, entryPoints: ['src/trainer/replay/replay.ts'], outfile: 'dist/trainer/replay.mjs' },
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
    {
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
      entryPoints: ['webview/tuning/main.ts'],
      outfile: 'dist/webview/tuning.js',
      loader: { '.svg': 'text', '.css': 'text' },
      minify: true,
    },
    {
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
      entryPoints: ['webview/comparison/main.ts'],
      outfile: 'dist/webview/comparison.js',
      loader: { '.svg': 'text', '.css': 'text' },
      minify: true,
    },
    ...tensorflowBundles(),
  ].filter((bundle) => bundle.entryPoints.every((entry) => existsSync(entry)));
}

// The library needs nothing of Node: programs that are bundled for the browser may import it too.
function libraryBundles({ name, source, external }) {
  const shared = { entryPoints: [source], target: 'es2020', external };
  return [
    { ...shared, outfile: `dist/${name}.mjs`, format: 'esm' },
    // With the platform, Node's `import` of it sees its names.
    { ...shared, outfile: `dist/${name}.cjs`, format: 'cjs', platform: 'node' },
  ];
}
