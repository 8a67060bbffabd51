/** `node --import tsx test/trainer/program/printTable.ts CPU.txt WASM.txt`: the table of docs/loss-program.md from two runs of runStyles.ts. */
import { readFileSync } from 'node:fs';
import type { StyleResult } from './runStyles.js';
import { styleTable } from './styleTable.js';

const read = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as StyleResult);
console.log(styleTable(read(process.argv[2]!), read(process.argv[3]!)));
