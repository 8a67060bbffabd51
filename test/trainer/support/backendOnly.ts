/** A preload that starts the wasm backend with our training kernels, and does nothing else. */
import { join, resolve } from 'node:path';
import { importedPackages } from '../../../src/backends/importedPackages.js';
import { loadBackend } from '../../../src/backends/loadBackend.js';
import { resolveTensorflow } from '../../../src/backends/resolveTensorflow.js';

const programFile = process.argv[1]!;
const assets = join(resolve(import.meta.dirname, '..', '..', '..'), 'dist', 'tfjs');
const imported = importedPackages(programFile);
const tensorflow = resolveTensorflow({ programFile, assets, imported });
await loadBackend({ tensorflow, programFile, assets, imported, choice: 'wasm' });
// The glue of Emscripten throws errors of the program again; plain node has no such listeners.
process.removeAllListeners('uncaughtException');
process.removeAllListeners('unhandledRejection');
process.execArgv.length = 0;
