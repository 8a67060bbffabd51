import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { RULES } from '../../../src/diagnosis/rules.js';
import { rulesPage } from '../../../scripts/rulesPage.js';

describe('docs/rules.md', () => {
  it('says what the rules say of themselves', () => {
    // Layout is prettier's.
    const words = (text: string) => text.replace(/\s+/g, ' ').trim();
    const page = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');
    assert.equal(words(page), words(rulesPage()));
  });

  it('has each name once', () => {
    const names = RULES.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });
});
