/** Loads TensorFlow.js as the program will find it, on the rung of the ladder that fits. */
import type * as tfjs from '@tensorflow/tfjs';
import { createRequire } from 'node:module';
import type { BackendInfo } from '../protocol/run.js';
import type { StatisticsReader } from '../probes/statistics/reader.js';
import type { TrainerSettings } from '../protocol/settings.js';

export interface Tensorflow {
  backend: BackendInfo;
  redirect: Record<string, string>;
  reader(): StatisticsReader;
}

export interface TensorflowEvents {
  onLoaded(namespace: unknown): void;
  onStarting(): void;
}

export async function startTensorflow(settings: TrainerSettings, events: TensorflowEvents): Promise<Tensorflow> {
  const tf = createRequire(settings.program.file)('@tensorflow/tfjs') as typeof tfjs;
  events.onLoaded(tf);
  events.onStarting();
  await tf.ready();
  return {
    backend: {
      name: 'cpu',
      plain: 'cpu',
      ladder: [],
      tfjs: { version: tf.version_core, from: 'program', why: 'The program brings it.' },
    },
    redirect: {},
    reader: () => {
      throw new Error('no statistics reader');
    },
  };
}
