// esbuild splits ES modules only, and VS Code loads CommonJS: what was split is rewritten file by file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

// esbuild's own interop would copy the whole API for each file that imports it: 0.3 ms each.
const VSCODE = /import\s*\*\s*as\s+([\w$]+)\s+from\s*"vscode"/g;

/** Makes a bundle with `splitting` into CommonJS files that load each other on first use. */
export const commonJsChunks = {
  name: 'commonjs-chunks',
  setup(build) {
    const { minify, target, write = true } = build.initialOptions;
    build.initialOptions.write = false;
    build.onEnd(async ({ outputFiles }) => {
      for (const file of outputFiles ?? []) {
        const source = file.text.replaceAll(VSCODE, 'const $1=require("vscode")');
        const { code } = await build.esbuild.transform(source, {
          format: 'cjs',
          platform: 'node',
          target,
          minify,
          // `import()` becomes a promise of `require`.
          supported: { 'dynamic-import': false },
        });
        file.contents = Buffer.from(code);
        if (!write) continue;
        mkdirSync(dirname(file.path), { recursive: true });
        writeFileSync(file.path, code);
      }
    });
  },
};
