/** Small JavaScript stand-ins for four native addons of the VS Code server that would have to be compiled. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SHIMS: Record<string, string> = {
  // Logging: appends lines to the log file.
  spdlog: `
const fs = require('fs'), path = require('path');
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(file) { this.file = file; this.level = 2; this.raw = false; fs.mkdirSync(path.dirname(file), { recursive: true }); }
  write(level, text) {
    if (level < this.level) return;
    try { fs.appendFileSync(this.file, this.raw ? text : new Date().toISOString() + ' [' + names[level] + '] ' + text + '\\n'); } catch { /* the folder is gone */ }
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() { this.raw = false; }
  clearFormatters() { this.raw = true; }
  flush() {}
  drop() {}
}
['trace', 'debug', 'info', 'warn', 'error', 'critical'].forEach((name, level) => {
  Logger.prototype[name] = function (text) { this.write(level, text); };
});
const create = async (_name, file) => new Logger(file);
module.exports = { version: 0, setLevel() {}, setFlushOn() {}, Logger, createRotatingLogger: create, createAsyncRotatingLogger: create };
`,
  // The extension host leaves when its parent is gone.
  'native-watchdog': `
exports.start = (pid) => setInterval(() => { try { process.kill(pid, 0); } catch { process.exit(87); } }, 1000).unref();
`,
  // Telemetry is off; something still asks for an id.
  deviceid: `
exports.getDeviceId = async () => '00000000-0000-4000-8000-000000000000';
`,
  // Copy-on-write copies for the built-in git extension.
  'fs-copyfile': `
const { cp, copyFile } = require('fs').promises;
module.exports = { cp, copyFile, isCloneSupported: () => false };
`,
};

/** Writes the stand-ins into a `node_modules/@vscode` folder. */
export function installShims(scope: string): void {
  for (const [name, source] of Object.entries(SHIMS)) {
    mkdirSync(join(scope, name), { recursive: true });
    writeFileSync(join(scope, name, 'index.js'), source.trimStart());
  }
}
