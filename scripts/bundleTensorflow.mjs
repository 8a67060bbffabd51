// The bundled TensorFlow.js: each package a CommonJS file of its own in dist/tfjs, all on the one core beside them.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const output = 'dist/tfjs';

/** @param {string} name */
const folder = (name) => path.join(path.dirname(require.resolve(`@tensorflow/${name}/package.json`)), 'dist');

const packages = {
  'tfjs-core': 'core',
  'tfjs-layers': 'layers',
  'tfjs-converter': 'converter',
  'tfjs-data': 'data',
  'tfjs-backend-cpu': 'backendCpu',
};

// Imports of one of the packages go to the file beside the importing one.
const siblings = {
  name: 'tensorflow-siblings',
  setup(build) {
    build.onResolve({ filter: /^@tensorflow\/tfjs/ }, ({ path: specifier, kind }) => {
      if (kind === 'entry-point') return undefined;
      const file = packages[specifier.replace('@tensorflow/', '')];
      return file ? { path: `./${file}.cjs`, external: true } : undefined;
    });
  },
};

// Stand-ins for tfjs-node build on whatever copy of TensorFlow.js the program has: the resolve hooks know this name.
const programCopy = {
  name: 'tensorflow-of-the-program',
  setup(build) {
    build.onResolve({ filter: /^@tensorflow\/tfjs$/ }, ({ importer }) =>
      /tfjs-node-gpu[\\/]dist[\\/]callbacks\.js$/.test(importer)
        ? { path: path.resolve('src/backends/bundled/es5Superclasses.ts') }
        : { path: 'gradlens-tensorflow', external: true },
    );
  },
};

const common = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // Names stay readable in stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
  // Registering kernels and gradients is a side effect that the packages do not declare for these files.
  ignoreAnnotations: true,
  external: ['node-fetch'],
};

export function tensorflowBundles() {
  return [
    ...Object.entries(packages).map(([name, file]) => ({
      ...common,
      entryPoints: [
        name === 'tfjs-core'
          ? 'src/backends/bundled/core.ts'
          : path.join(folder(name), `tf-${name.replace('tfjs-', '')}.fesm.js`),
      ],
      outfile: `${output}/${file}.cjs`,
      plugins: [siblings],
    })),
    ...['tensorflow', 'wasm'].map((name) => ({
      ...common,
      entryPoints: [`src/backends/bundled/${name}.ts`],
      outfile: `${output}/${name}.cjs`,
      plugins: [siblings],
    })),
    ...['node', 'nodeGpu'].map((name) => ({
      ...common,
      entryPoints: [`src/backends/bundled/${name}.ts`],
      outfile: `${output}/${name}.cjs`,
      plugins: [programCopy],
    })),
    {
      ...common,
      // Exports a function of `require`, so that the backend binds to the core of the program.
      entryPoints: [path.join(folder('tfjs-backend-wasm'), 'index.js')],
      outfile: `${output}/wasmBackend.cjs`,
      external: ['@tensorflow/tfjs-core'],
      banner: { js: 'module.exports = function bindToCore(require) { const module = { exports: {} };' },
      footer: { js: 'return module.exports; };' },
    },
  ];
}

/** The version, and the WebAssembly binaries with and without SIMD; Node never uses the threaded one. */
export function copyTensorflowFiles() {
  mkdirSync(output, { recursive: true });
  for (const file of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm']) {
    copyFileSync(path.join(folder('tfjs-backend-wasm'), file), path.join(output, file));
  }
  const { version } = require('@tensorflow/tfjs-core/package.json');
  writeFileSync(path.join(output, 'version.json'), `${JSON.stringify({ version })}\n`);
}
