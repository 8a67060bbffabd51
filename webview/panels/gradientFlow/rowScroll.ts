/** Keeps the rows of a long heat map to those near the screen. Short ones are drawn whole. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FlowItem } from './flowItems.js';
import { rowWindow, type RowWindow } from './rowWindow.js';

/** Lists up to this length are cheaper drawn than watched. */
const WHOLE = 60;

export class RowScroll implements ReactiveController {
  private scroller: HTMLElement | null = null;
  private detailHeight = 480;
  private long = false;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly list: () => HTMLElement | null,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.scroller = scrollerOf(this.host);
    this.scroller?.addEventListener('scroll', this.onScroll, { passive: true });
  }

  hostDisconnected(): void {
    this.scroller?.removeEventListener('scroll', this.onScroll);
  }

  hostUpdated(): void {
    const detail = this.list()?.querySelector('gl-variable-detail');
    if (detail) this.detailHeight = detail.getBoundingClientRect().height || this.detailHeight;
  }

  window(items: readonly FlowItem[], narrow: boolean): RowWindow {
    this.long = items.length > WHOLE;
    const list = this.list();
    if (!this.long || !list || !this.scroller) return { first: 0, last: items.length, before: 0, after: 0 };
    const heights = items.map((item) => this.heightOf(item, narrow));
    const seen = this.scroller.getBoundingClientRect();
    return rowWindow(heights, list.getBoundingClientRect().top - seen.top, seen.height);
  }

  private heightOf(item: FlowItem, narrow: boolean): number {
    if (item.kind === 'detail') return this.detailHeight;
    if (item.kind === 'layer') return 22;
    if (narrow) return item.kind === 'block' ? 36 : 14;
    return item.kind === 'block' || item.first ? 24 : 20;
  }

  private readonly onScroll = (): void => {
    if (this.long) this.host.requestUpdate();
  };
}

/** The nearest ancestor that scrolls, through shadow roots and slots. */
function scrollerOf(element: Element): HTMLElement | null {
  let node: Node | null = element;
  while (node) {
    if (node instanceof HTMLElement && /auto|scroll/.test(getComputedStyle(node).overflowY)) return node;
    node = node instanceof Element && node.assignedSlot ? node.assignedSlot : node.parentNode;
    if (node instanceof ShadowRoot) node = node.host;
  }
  return null;
}
