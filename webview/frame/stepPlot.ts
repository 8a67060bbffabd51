/**
 * A plot over steps. The panel puts what it paints (a canvas, an svg) inside; this element lays the shared lines over it
 * (epoch marks under, scrubber solid, cursor dashed), and moves cursor and scrubber by pointer and keyboard.
 *
 *   <gl-step-plot class="plot" .store=${store} label="Loss at step 241: 3.69 …"><canvas></canvas></gl-step-plot>
 */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { stepAtX, xOfStep } from '../layout/stepAxis.js';
import { recordedSteps, stepAxis } from '../state/selectors.js';
import type { InspectorState } from '../state/state.js';
import type { InspectorStore } from '../store.js';
import { styled } from '../ui/styled.js';
import { stepAfterKey } from './stepKeys.js';

/** Pixels count from the plot's left edge. */
export interface StepPlaces {
  pixelOf(step: number): number;
  stepAt(pixel: number): number;
}

@customElement('gl-step-plot')
export class StepPlot extends LitElement {
  @property({ attribute: false }) store!: InspectorStore;
  /** What the picture shows, in a sentence. */
  @property() label = '';
  /** `click`: a click moves the scrubber. `drag`: only a drag does, and a click is left to the panel. */
  @property() seekOn: 'click' | 'drag' = 'click';
  /** False for a plot that is not a Tab stop of its own. */
  @property({ type: Boolean }) focusless = false;
  /** Places of steps where the plot's x axis is not the shared one; null: it is. */
  @property({ attribute: false }) axis: StepPlaces | null = null;
  private unsubscribe: (() => void) | null = null;
  private pressedAt: number | null = null;

  static override styles = css`
    :host {
      display: block;
      position: relative;
      touch-action: pan-y;
    }
    .line {
      position: absolute;
      top: 0;
      bottom: 0;
      width: 0;
      pointer-events: none;
      left: 0;
    }
    .scrubber {
      border-left: 1px solid var(--gl-scrubber);
    }
    .cursor {
      border-left: 1px dashed var(--gl-cursor);
    }
    :host(:focus-visible) {
      outline: 1px solid var(--gl-focus);
      outline-offset: -1px;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'img');
    this.unsubscribe = this.store.subscribe((state, before) => {
      if (moved(state, before)) this.requestUpdate();
    });
    this.addEventListener('pointermove', this.onMove);
    this.addEventListener('pointerleave', this.onLeave);
    this.addEventListener('pointerdown', this.onDown);
    this.addEventListener('pointerup', this.onUp);
    this.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    this.unsubscribe?.();
    super.disconnectedCallback();
  }

  override updated(): void {
    this.setAttribute('aria-label', this.label);
    if (this.focusless) this.removeAttribute('tabindex');
    else this.setAttribute('tabindex', '0');
  }

  override render() {
    const { state } = this.store;
    const { step, cursor } = state.selection;
    const at = (shown: number) => {
      const x = Math.round((this.axis?.pixelOf(shown) ?? xOfStep(stepAxis(state), shown)) - 0.5);
      return styled({ transform: `translateX(${x}px)` });
    };
    return html`<slot></slot> ${step > 0 ? html`<div class="line scrubber" ${at(step)}></div>` : nothing}
      ${cursor !== null && cursor !== step ? html`<div class="line cursor" ${at(cursor)}></div>` : nothing}`;
  }

  private stepAt(event: PointerEvent): number {
    const x = event.clientX - this.getBoundingClientRect().left;
    return this.axis?.stepAt(x) ?? stepAtX(stepAxis(this.store.state), x);
  }

  private readonly onMove = (event: PointerEvent): void => {
    const step = this.stepAt(event);
    if (this.pressedAt === null) this.store.setCursor(step);
    else if (this.seekOn === 'click' || Math.abs(event.clientX - this.pressedAt) > 3) {
      this.setPointerCapture(event.pointerId);
      this.store.seek(step);
    }
  };

  private readonly onLeave = (): void => this.store.setCursor(null);

  private readonly onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.pressedAt = event.clientX;
    if (this.seekOn === 'click') this.store.seek(this.stepAt(event));
  };

  private readonly onUp = (): void => {
    this.pressedAt = null;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { state } = this.store;
    const step = stepAfterKey(event, state.selection.step, recordedSteps(state));
    if (step === null || event.defaultPrevented) return;
    event.preventDefault();
    this.store.seek(step);
  };
}

function moved(state: InspectorState, before: InspectorState): boolean {
  return (
    state.selection !== before.selection ||
    state.layout !== before.layout ||
    state.series !== before.series ||
    state.status !== before.status
  );
}
