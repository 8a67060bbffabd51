/** Panel 7: the whole run on one line, with its findings; dragging goes back in the record, never in the program. */
import { html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { formatNumber } from '../../src/format/number.js';
import { rootFindings } from '../../src/protocol/findings.js';
import { Panel } from '../frame/panel.js';
import { trainingNames } from '../head/words.js';
import { stepAfterKey } from '../frame/stepKeys.js';
import { anchorOf, besideShown, type AxisLabel } from '../layout/axisPlaces.js';
import { stepTicks } from '../layout/stepAxis.js';
import { epochStarts, lossAt, recordedSteps, shownSeries, shownStep } from '../state/selectors.js';
import type { InspectorState } from '../state/state.js';
import { panelStyles } from '../theme/panelStyles.js';
import { action, controlStyles, iconButton } from '../ui/controls.js';
import { styled } from '../ui/styled.js';
import { paintScrubber, PLOT_HEIGHT } from './paintScrubber.js';
import { scrubberAxis, type ScrubberAxis } from './scrubberAxis.js';
import { scrubberStyles } from './scrubberStyles.js';

@customElement('gl-scrubber')
export class Scrubber extends Panel {
  @query('canvas') private canvas!: HTMLCanvasElement | null;
  private dragging = false;
  private painted: unknown[] = [];

  static override styles = [panelStyles, controlStyles, scrubberStyles];

  protected override concerns(state: InspectorState, before: InspectorState): boolean {
    return (
      state.selection !== before.selection ||
      state.series !== before.series ||
      state.run !== before.run ||
      state.layout !== before.layout ||
      state.theme !== before.theme ||
      state.status?.live !== before.status?.live
    );
  }

  override render() {
    const { state, store } = this;
    const { step, follow } = state.selection;
    if (step === 0) return nothing;
    const scrubber = scrubberAxis(state);
    const behind = !follow && state.layout.merged;
    return html`<div class="columns">
      <div class="label">
        <span class="title">Step ${shownStep(state)}</span>
        ${behind ? action(state.status?.live ? 'Follow newest step' : 'Show last step', () => store.followNewest()) : nothing}
      </div>
      <div class="plot">
        <div
          class="track"
          role="slider"
          tabindex="0"
          aria-label="Step shown"
          aria-valuemin="1"
          aria-valuemax=${recordedSteps(state)}
          aria-valuenow=${step}
          aria-valuetext=${this.valueText(step)}
          @pointerdown=${this.onDown}
          @pointermove=${this.onMove}
          @pointerup=${this.onUp}
          @pointercancel=${this.onUp}
          @pointerleave=${() => store.setCursor(null)}
          @keydown=${this.onKey}
        >
          <canvas aria-hidden="true"></canvas>
          ${this.trainings(scrubber)} ${this.findings(scrubber)} ${this.lines(scrubber)}
        </div>
        ${this.axisLabels(scrubber)}
      </div>
      <div class="reading">
        ${iconButton({ icon: 'chevron-left', label: 'One step back', disabled: step <= 1, click: () => store.seek(step - 1) })}
        ${iconButton({
          icon: 'chevron-right',
          label: 'One step forward',
          disabled: step >= recordedSteps(state),
          click: () => store.seek(step + 1),
        })}
        ${state.run!.findings.some(({ training }) => training >= 0) ? html`<span class="key second"><i class="triangle"></i> finding</span>` : nothing}
      </div>
    </div>`;
  }

  private valueText(step: number): string {
    const loss = lossAt(this.state, step);
    return `Step ${step} of ${recordedSteps(this.state)}${loss === null ? '' : `, loss ${formatNumber(loss)}`}`;
  }

  private lines({ xOf }: ScrubberAxis) {
    const { training, step, cursor } = this.state.selection;
    const at = (shown: number) => styled({ transform: `translateX(${Math.round(xOf(training, shown) - 0.5)}px)` });
    return html`<div class="line shown" ${at(step)}><i class="handle"></i></div>
      ${cursor !== null && cursor !== step ? html`<div class="line cursor" ${at(cursor)}></div>` : nothing}`;
  }

  private findings({ xOf }: ScrubberAxis) {
    // The worst last: it lies on top. What is about the whole run has no step.
    const marked = rootFindings(this.state.run!.findings).filter(({ training }) => training >= 0);
    return marked.reverse().map(({ training, step, severity, message }) => {
      const x = Math.round(xOf(training, Math.max(step, 1)));
      return html`<i
        class="triangle mark ${severity}"
        title=${message}
        ${styled({ transform: `translateX(${x - 5}px)` })}
      ></i>`;
    });
  }

  /** Trainings that lie side by side are named where they begin. */
  private trainings({ segments }: ScrubberAxis) {
    const trainings = this.state.run!.trainings;
    const names = trainingNames(trainings, true);
    return segments.map(({ training, from, to }) => {
      const name = names[trainings.findIndex(({ id }) => id === training)] ?? '';
      const place = styled({ transform: `translateX(${Math.round(from)}px)`, width: `${Math.round(to - from)}px` });
      return html`<span class="segment small second" ${place}>${name}</span>`;
    });
  }

  private axisLabels({ axis, several, xOf }: ScrubberAxis) {
    const { training } = this.state.selection;
    const shown = shownStep(this.state);
    const own = { x: xOf(training, shown), text: String(shown) };
    const place = (label: AxisLabel, kind: string) =>
      html`<span
        class=${kind}
        ${styled({ transform: `translateX(calc(${Math.round(label.x)}px - ${anchorOf(label, axis.width)}%))` })}
        >${label.text}</span
      >`;
    // Of several trainings, positions are not steps.
    const ticks = several
      ? [{ x: axis.width, text: `${axis.last} steps in all` }]
      : stepTicks(axis).map(({ step, x }) => ({ x, text: String(step) }));
    return html`<div class="axis" aria-hidden="true">
      ${besideShown(ticks, own, axis.width).map((tick) => place(tick, 'second'))}${place(own, '')}
    </div>`;
  }

  override updated(): void {
    if (!this.canvas) return;
    const { state } = this;
    const { series: recorded, run, layout, theme, status, selection } = state;
    const needs = [this.canvas, recorded, run, layout, theme, status?.live, selection.training, devicePixelRatio];
    // The cursor and the scrubber lie over the picture and do not change it.
    if (needs.every((need, i) => need === this.painted[i])) return;
    this.painted = needs;
    const scrubber = scrubberAxis(state);
    const series = shownSeries(state);
    const epochs = series ? epochStarts(series).map(({ step }) => scrubber.xOf(series.training, step)) : [];
    paintScrubber(this.canvas, { scrubber, series: [...state.series.values()], epochs, height: PLOT_HEIGHT });
  }

  private seekAt(event: PointerEvent): void {
    const track = event.currentTarget as HTMLElement;
    const { training, step } = scrubberAxis(this.state).at(event.clientX - track.getBoundingClientRect().left);
    if (this.dragging) this.store.seek(step, training);
    else if (training === this.state.selection.training) this.store.setCursor(step);
  }

  private onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.dragging = true;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.seekAt(event);
  }

  private onMove(event: PointerEvent): void {
    this.seekAt(event);
  }

  private onUp(): void {
    this.dragging = false;
  }

  private onKey(event: KeyboardEvent): void {
    const target = stepAfterKey(event, this.state.selection.step, recordedSteps(this.state));
    if (target === null) return;
    event.preventDefault();
    this.store.seek(target);
  }
}
