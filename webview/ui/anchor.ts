/** Where docs/glossary.md has the entry of an information card. */
import type { About } from './info.js';

/** The anchor of a heading, as Markdown viewers make it. */
export function anchorOf({ title, term }: Pick<About, 'title' | 'term'>): string {
  return (term ?? title)
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}
