/** What does not fit: readings cut by an ellipsis, marks and cells outside of the window, a page that scrolls sideways. */
import type { Page } from 'playwright-core';

/** The texts that are cut, with the reason where it is not the ellipsis. */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const right = (element: Element) => element.getBoundingClientRect().right;
    const walk = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        const text = element.textContent.trim();
        if (element.matches('.reading-row .name') && element.scrollWidth > element.clientWidth + 1) found.push(text);
        if (element.matches('.reading-row') && right(element) > innerWidth) found.push(`outside: ${text}`);
        if (element.matches('td') && right(element) > innerWidth - 4) found.push(`outside: ${text}`);
        if (element.localName === 'gl-heat-legend')
          for (const mark of element.shadowRoot!.querySelectorAll('span'))
            if (right(mark) > innerWidth - 8) found.push(`outside: ${mark.textContent}`);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document);
    const inspector = document.querySelector('gl-inspector')!;
    if (inspector.scrollWidth > inspector.clientWidth) found.push(`scrolls sideways: ${inspector.scrollWidth} px`);
    return found;
  });
}
