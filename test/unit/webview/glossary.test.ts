import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { anchorOf } from '../../../webview/ui/anchor.js';
import type { About } from '../../../webview/ui/info.js';

const root = join(import.meta.dirname, '../../..');
const glossary = readFileSync(join(root, 'docs/glossary.md'), 'utf8');

/** Sections by the anchor of their heading. */
const entries = new Map(
  glossary
    .split(/^## /m)
    .slice(1)
    .map((section): [string, string] => {
      const [title = '', ...lines] = section.split('\n');
      return [anchorOf({ title }), lines.join('\n')];
    }),
);

/** Every card of the panels: what their modules of words export as `…About`. A card of a name or a quantity is made for one. */
async function cards(): Promise<[string, About][]> {
  const found: [string, About][] = [];
  for (const file of filesOfWords()) {
    const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(module)) {
      if (!name.endsWith('About')) continue;
      const made =
        typeof value === 'function' ? MADE_FOR[name]?.map(value as (name: string) => About) : [value as About];
      assert.ok(made, `${name} takes something: say in this test what it is made for`);
      for (const about of made) found.push([`${name}, ${about.title}`, about]);
    }
  }
  return found;
}

const MADE_FOR: Record<string, string[]> = {
  metricAbout: ['Accuracy'],
  histogramAbout: ['gradient', 'weight', 'update'],
};

const filesOfWords = () =>
  ['webview/panels', 'webview/tuning', 'webview/comparison'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('Words.ts'))
      .map((file) => join(root, folder, file)),
  );

/** One line of text, without the marks of Markdown. */
const plain = (text: string) => text.replace(/[*`\\]/g, '').replace(/\s+/g, ' ');

/** As the entry must say it. */
function entryOf({ what, formula, usual, ifNot }: About): string[] {
  const said = [what, `Usual: ${usual}`, `If not: ${ifNot}`];
  return typeof formula === 'string' ? [...said, `Formula: ${formula}`] : said;
}

describe('docs/glossary.md', () => {
  it('has the text of each information card under its heading', async () => {
    const all = await cards();
    assert.ok(all.length >= 8);
    for (const [name, about] of all) {
      const entry = plain(entries.get(anchorOf(about)) ?? '');
      const subject = about.term ? about.title.replace(/ by step$/, '') : null;
      for (const sentence of entryOf(about)) {
        // What is made for a name says "the metric" where the card says the name.
        const wanted = plain(subject ? sentence.replaceAll(subject, 'The metric') : sentence);
        assert.ok(entry.includes(wanted), `${name}: the entry "${anchorOf(about)}" does not say "${wanted}"`);
      }
    }
  });

  it('says of every number what it is, what is usual and what to do if not', () => {
    for (const [anchor, entry] of entries)
      for (const part of ['**Formula:**', '**Usual:**', '**If not:**'])
        assert.ok(entry.includes(part), `${anchor} has no ${part}`);
  });

  it('has each heading once, and links to headings that are there', () => {
    assert.equal(entries.size, glossary.match(/^## /gm)!.length);
    for (const [, anchor] of glossary.matchAll(/\]\(#([^)]*)\)/g)) assert.ok(entries.has(anchor!), anchor);
  });
});
