import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { COMMANDS } from '../../../src/cli/arguments/commands.js';
import { parseCommand } from '../../../src/cli/arguments/parseCommand.js';
import { parseCondition } from '../../../src/conditions/parse.js';

const PAGES = ['README.md', 'examples/README.md', 'docs/commandLine.md', 'docs/pauseConditions.md'];
const read = (page: string) => readFileSync(page, 'utf8');

describe('documents', () => {
  for (const page of PAGES) {
    it(`${page} links to what is there`, () => {
      for (const [, target] of read(page).matchAll(/\]\(([^)#:]+)[^)]*\)/g)) {
        assert.ok(existsSync(join(dirname(page), target!)), target);
      }
    });
  }

  it('README shows command lines that are understood, on files that are there', () => {
    const lines = [...read('README.md').matchAll(/^node dist\/gradlens\.mjs (.+)$/gm)].map(([, line]) => line!);
    assert.ok(lines.length >= 3);
    for (const line of lines) {
      const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
      const command = parseCommand(words);
      assert.ok(command.command === 'train' && existsSync(command.file), line);
    }
  });

  it('README names scripts that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const [, name] of read('README.md').matchAll(/npm run ([\w:]+)/g)) assert.ok(name! in scripts, name);
    assert.ok('start' in scripts && 'test' in scripts);
  });

  it('docs/commandLine.md has each option, and names those that are refused', () => {
    const text = read('docs/commandLine.md');
    for (const { options } of Object.values(COMMANDS)) {
      for (const option of Object.keys(options)) assert.ok(text.includes(`--${option}`), option);
    }
  });

  it('docs/pauseConditions.md shows conditions that are understood', () => {
    const [, block] = /```\n([\s\S]+?)```/.exec(read('docs/pauseConditions.md'))!;
    for (const condition of block!.trim().split('\n')) {
      const parsed = parseCondition(condition);
      assert.ok(parsed.ok, parsed.ok ? '' : `${condition}: ${parsed.error.message}`);
    }
  });
});
