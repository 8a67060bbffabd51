/**
 * What Node loads before the program (`node --import preload.mjs FILE`, or through NODE_OPTIONS for a package.json
 * script). Does nothing, and loads nothing, but in the one process and thread that runs the program.
 */
import { isMainThread } from 'node:worker_threads';
import { SETTINGS_VARIABLE, type TrainerSettings } from '../protocol/settings.js';
import { TUNE_VARIABLE, type TuneJobSettings } from '../protocol/tune.js';
import type * as trainer from './trainer.js';
import type * as tuneJob from './tune/tuneJob.js';
import { runsTheProgram } from './programProcess.js';

const text = process.env[SETTINGS_VARIABLE];
if (isMainThread && text !== undefined) {
  const settings = JSON.parse(text) as TrainerSettings;
  if (runsTheProgram(settings.program, process.argv)) {
    const main = (await import(new URL('./trainer.mjs', import.meta.url).href)) as typeof trainer;
    await main.startTrainer(settings, import.meta.url);
  }
}
const tune = process.env[TUNE_VARIABLE];
if (isMainThread && tune !== undefined) {
  const job = (await import(new URL('./tuneJob.mjs', import.meta.url).href)) as typeof tuneJob;
  await job.startTuneJob(JSON.parse(tune) as TuneJobSettings, import.meta.url);
}
