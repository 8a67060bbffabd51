/** A preload that gives a program the backend and kernels of Gradlens and nothing else: the unwatched side. */
import { join } from 'node:path';
import { installModuleRules } from '../../src/trainer/modules/installModuleRules.js';
import { startTensorflow } from '../../src/trainer/tensorflow.js';
import type { TrainerSettings } from '../../src/protocol/settings.js';

const file = process.argv[1] ?? '';
const distribution = join(import.meta.dirname, '../../dist');
const backend = (process.env['BENCH_BACKEND'] ?? 'wasm') as TrainerSettings['backend'];
const settings = { program: { file }, tensorflow: 'auto', backend } as TrainerSettings;
const nothing = () => undefined;
const tensorflow = await startTensorflow(settings, distribution, { onLoaded: nothing, onStarting: nothing });
installModuleRules({ redirect: tensorflow.redirect, distribution, typescriptIsHandled: true });
