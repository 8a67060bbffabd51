import assert from 'node:assert/strict';
import type { ProgramInfo } from '../../../src/protocol/run.js';
import { runsTheProgram } from '../../../src/trainer/programProcess.js';

const program: ProgramInfo = {
  ...{ file: '/project/train.js', line: null, lineFile: null, script: 'train', args: [], cwd: '/project' },
};
const bin = '/project/node_modules';
const argvs: [boolean, string, string[]][] = [
  [true, 'node itself', ['/project/train.js', '--epochs', '3']],
  [true, 'node without the extension', ['/project/train']],
  [true, 'the inner process of babel-node', [`${bin}/@babel/node/lib/_babel-node`, 'train.js']],
  [true, 'ts-node', [`${bin}/.bin/ts-node`, 'train.js']],
  [true, 'vite-node', [`${bin}/vite-node/vite-node.mjs`, './train.js']],
  [false, 'npm', ['/usr/lib/node_modules/npm/bin/npm-cli.js', 'run', 'train']],
  [false, 'npx', ['/usr/bin/npx', 'babel-node', 'train.js']],
  [false, 'babel-node itself', [`${bin}/.bin/babel-node`, 'train.js']],
  [false, 'the tsx command', [`${bin}/tsx/dist/cli.mjs`, 'train.js']],
  [false, 'nodemon', [`${bin}/nodemon/bin/nodemon.js`, 'train.js']],
  [false, 'another program', ['/project/prepare.js']],
  [false, 'a program of the same name elsewhere', ['/other/train.js']],
];

describe('the process that runs the program of a script', () => {
  for (const [active, name, argv] of argvs) {
    it(`${active ? 'is' : 'is not'} ${name}`, () => {
      assert.equal(runsTheProgram(program, ['/usr/bin/node', ...argv]), active);
    });
  }
});
