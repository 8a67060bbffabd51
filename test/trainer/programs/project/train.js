// ES modules in .js files, a folder and JSON imported as bundlers allow it.
import * as tf from '@tensorflow/tfjs';
import { makeTrainer } from './model';
import { rate } from './model/rate';
import settings from './settings.json';

const train = makeTrainer(tf, rate, settings.start);
for (let step = 0; step < Number(process.argv[2] ?? settings.steps); step++) train();
console.log(process.argv.slice(2).join(), import.meta.url.endsWith('/train.js'));
