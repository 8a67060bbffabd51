#!/usr/bin/env node
import { runGradlens } from './runGradlens.js';

process.exitCode = await runGradlens(process.argv.slice(2));
