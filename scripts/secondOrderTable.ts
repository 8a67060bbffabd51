/** `npm run docs:second-order`: writes docs/second-order.md from what its test measures. */
import { spawnSync } from 'node:child_process';

const mocha = ['node_modules/mocha/bin/mocha.js', '--config', '.mocharc.unit.json', '--grep', 'the op table'];
const env = { ...process.env, GRADLENS_WRITE_DOCS: '1' };
process.exitCode = spawnSync(process.execPath, mocha, { stdio: 'inherit', env }).status ?? 1;
