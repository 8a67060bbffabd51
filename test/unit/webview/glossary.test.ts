import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { anchorOf } from '../../../webview/ui/anchor.js';
import type { About } from '../../../webview/ui/info.js';

const root = join(import.meta.dirname, '../../..');
const glossary = readFileSync(join(root, 'docs/glossary.md'), 'utf8');

/** As Markdown viewers make it: VS Code's keeps letters of all scripts. */
const slugOf = (title: string) =>
  title
    .trim()
    .toLowerCase()
    .replace(/\s+/g, '-')
    .replace(/[^\p{L}\p{N}_-]/gu, '');

/** Sections by the anchor of their heading. */
const entries = new Map(
  glossary
    .split(/^## /m)
    .slice(1)
    .map((section): [string, string] => {
      const [title = '', ...lines] = section.split('\n');
      return [slugOf(title), lines.join('\n')];
    }),
);

/** Every card of the panels: what their modules export as `…About`. A card of a name or a quantity is made for one. */
async function cards(): Promise<[string, About][]> {
  const found: [string, About][] = [];
  for (const file of filesOfCards()) {
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

const filesOfCards = () =>
  ['webview/panels', 'webview/tuning', 'webview/comparison'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => join(root, folder, file))
      .filter((file) => file.endsWith('.ts') && /export const \w+About\b/.test(readFileSync(file, 'utf8'))),
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

  it('says of every number what it is, how sure it is, what is usual and what to do if not', () => {
    for (const [anchor, entry] of entries)
      for (const part of ['**Formula:**', '**Unit:**', '**Error:**', '**Usual:**', '**If not:**', '**Source:**'])
        assert.ok(entry.includes(part), `${anchor} has no ${part}`);
  });

  it('has an entry behind each picture: none is drawn without its card', () => {
    let drawn = 0;
    for (const file of readdirSync(join(root, 'webview'), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const text = readFileSync(join(root, 'webview', file), 'utf8');
      for (const [tag] of text.matchAll(
        /<gl-(?:(?:line|lambda|histogram|spectrum|comparison)-chart|chart-frame)\b[^]*?><\//g,
      )) {
        assert.ok(tag.includes('.about='), `${file}: ${tag.slice(0, 80)}`);
        drawn++;
      }
    }
    assert.ok(drawn >= 10, String(drawn));
  });

  it('has each heading once, and links to headings that are there', () => {
    assert.equal(entries.size, glossary.match(/^## /gm)!.length);
    for (const [, anchor] of glossary.matchAll(/\]\(#([^)]*)\)/g)) assert.ok(entries.has(anchor!), anchor);
  });
});
