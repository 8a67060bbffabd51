import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { About } from '../../../../webview/ui/info.js';
import * as cards from '../../../../webview/panels/curvature/aboutWords.js';

const glossary = readFileSync(join(import.meta.dirname, '../../../../docs/glossaryCurvature.md'), 'utf8');
const entries = new Map(
  glossary
    .split(/^## /m)
    .slice(1)
    .map((section): [string, string] => {
      const [heading = '', ...lines] = section.split('\n');
      return [heading, lines.join('\n')];
    }),
);

describe('docs/glossaryCurvature.md', () => {
  it('has the text of each information card under its heading, and no other', () => {
    const all = Object.values(cards as Record<string, About>);
    for (const { term, what, usual, ifNot } of all) {
      const entry = entries.get(term!) ?? '';
      for (const text of [what, `**Usual:** ${usual}`, `**If not:** ${ifNot}`, '**Formula:**'])
        assert.ok(entry.includes(text), `${term}: ${text}`);
    }
    assert.equal(entries.size, all.length);
  });
});
