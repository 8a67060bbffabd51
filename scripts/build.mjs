// Builds everything that ships into dist/: `node scripts/build.mjs`, or with --watch.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { context } from 'esbuild';
import { bundles } from './bundles.mjs';
import { copyTensorflowFiles } from './bundleTensorflow.mjs';
import { compileStatistics } from './compileStatistics.mjs';
import { writeInspectorPage } from './inspectorPage.mjs';
import { writeLibraryTypes } from './libraryTypes.mjs';

const INSPECTOR = 'dist/webview/inspector.js';
const watch = process.argv.includes('--watch');
if (!watch) rmSync('dist', { recursive: true, force: true });
copyTensorflowFiles();
writeFileSync('dist/tfjs/statistics.wasm', await compileStatistics());
for (const bundle of await bundles()) {
  const built = await context({
    bundle: true,
    logLevel: 'warning',
    legalComments: 'none',
    sourcemap: false,
    ...bundle,
  });
  if (watch) await built.watch();
  else {
    await built.rebuild();
    await built.dispose();
  }
}
if (existsSync(INSPECTOR)) writeInspectorPage(INSPECTOR, 'dist/webview/inspector.html');
writeLibraryTypes();
