/**
 * A preload that gives a program the backend and kernels of Gradlens and nothing else: the unwatched side of tests and
 * benchmarks. Built as dist/trainer/backendOnly.mjs, beside the files that it needs; it is no part of the extension.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TrainerSettings } from '../../../src/protocol/settings.js';
import { installModuleRules } from '../../../src/trainer/modules/installModuleRules.js';
import { startTensorflow } from '../../../src/trainer/tensorflow.js';

const distribution = dirname(dirname(fileURLToPath(import.meta.url)));
const settings = { program: { file: process.argv[1] ?? '' }, tensorflow: 'auto', backend: 'wasm' } as TrainerSettings;
const nothing = () => undefined;
const tensorflow = await startTensorflow(settings, distribution, { onLoaded: nothing, onStarting: nothing });
const { redirect, coreFile } = tensorflow;
installModuleRules({ redirect, coreFile, distribution, typescriptIsHandled: true, requireIsHooked: false });
// A watched program sees no option of Node's either.
process.execArgv.length = 0;
