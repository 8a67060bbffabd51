/**
 * What Node loads before the program (`node --import preload.mjs FILE`, or through NODE_OPTIONS for a package.json
 * script). Does nothing, and loads nothing, but in the one process and thread that runs the program.
 */
import { isMainThread } from 'node:worker_threads';
import { SETTINGS_VARIABLE, type TrainerSettings } from '../protocol/settings.js';
import type * as trainer from './trainer.js';
import { runsTheProgram } from './programProcess.js';

const text = process.env[SETTINGS_VARIABLE];
if (isMainThread && text !== undefined) {
  const settings = JSON.parse(text) as TrainerSettings;
  if (runsTheProgram(settings.program, process.argv)) {
    const main = (await import(new URL('./trainer.mjs', import.meta.url).href)) as typeof trainer;
    await main.startTrainer(settings, import.meta.url);
  }
}
