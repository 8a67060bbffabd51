/** Before the first step: the phases of the start with their time, and what the program does now. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { RunHead, SessionStatus } from '../../src/protocol/inspector.js';
import type { TrainerPhase } from '../../src/protocol/control.js';
import { Panel } from '../frame/panel.js';
import { fileName, phaseWords, seconds } from '../head/words.js';
import { panelStyles } from '../theme/panelStyles.js';
import { action, controlStyles } from '../ui/controls.js';
import { icon } from '../ui/icon.js';

/** Milliseconds: one digit after the point is shown. */
const TICK = 100;

@customElement('gl-waiting')
export class Waiting extends Panel {
  static override styles = [
    panelStyles,
    controlStyles,
    css`
      .bar {
        height: 2px;
        overflow: hidden;
      }
      .bar::after {
        content: '';
        display: block;
        width: 20%;
        height: 100%;
        background: var(--gl-progress);
      }
      @media (prefers-reduced-motion: no-preference) {
        .bar::after {
          animation: pass 2.4s linear infinite;
        }
        .now .icon {
          animation: turn 1.5s linear infinite;
        }
      }
      @keyframes pass {
        from {
          transform: translateX(-100%);
        }
        to {
          transform: translateX(500%);
        }
      }
      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
      ol {
        display: grid;
        grid-template-columns: 116px minmax(0, max-content) max-content;
        column-gap: 24px;
        margin: 0;
        padding: 12px 16px 12px 24px;
        list-style: none;
      }
      li {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
        line-height: 22px;
        position: relative;
      }
      .icon {
        position: absolute;
        left: -20px;
        top: 3px;
        color: var(--gl-passed);
      }
      .now .icon {
        color: var(--gl-icon);
      }
      p {
        margin: 0;
        padding: 0 16px 16px 24px;
      }
      @container inspector (max-width: 559px) {
        ol {
          grid-template-columns: minmax(0, 1fr) max-content;
          padding: 8px 8px 8px 20px;
        }
        .detail {
          grid-column: 1 / -1;
          grid-row: 2;
          padding-left: 12px;
          line-height: 18px;
        }
        p {
          padding: 0 8px 12px 20px;
        }
      }
    `,
  ];

  /** When the status came that this shows, and the timer that lets the phase under way count on. */
  private known: { status: SessionStatus; at: number } | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.requestUpdate(), TICK);
  }

  override disconnectedCallback(): void {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  /** Time of a phase: its own where it has ended, else so far; empty where nobody counted. */
  private time({ milliseconds, elapsed }: SessionStatus['phases'][number]): string {
    if (milliseconds !== null) return seconds(milliseconds);
    return elapsed === undefined ? '' : seconds(elapsed + performance.now() - this.known!.at, 1);
  }

  override render() {
    const { run, status } = this.state;
    if (!run || !status) return nothing;
    if (this.known?.status !== status) this.known = { status, at: performance.now() };
    return html`<div class="bar" role="progressbar" aria-label="Waiting for the first step"></div>
      <ol>
        ${status.phases.map((each) => {
          const under = each.milliseconds === null;
          return html`<li class=${under ? 'now' : 'done'}>
            ${icon(under ? 'loading' : 'check')}<span>${phaseWords[each.phase]}</span>
            <span class="detail second">${this.detail(each.phase, run, status)}</span>
            <span class="number second">${this.time(each)}</span>
          </li>`;
        })}
      </ol>
      <p class="second">
        The first step opens the charts. Output of the program: ${action('Show Log', () => this.store.act('showLog'))}
      </p>`;
  }

  private detail(phase: TrainerPhase, run: RunHead, status: SessionStatus) {
    const { backend, program, trainings } = run;
    if (phase === 'tensorflow') return backend ? `${backend.tfjs.version}: ${backend.tfjs.why}` : nothing;
    if (phase === 'backend')
      return backend
        ? `${backend.name}: ${backend.ladder.find(({ name }) => name === backend.name)?.why ?? 'in use'}`
        : nothing;
    if (phase === 'program' && status.phases.every((each) => each.phase !== 'training' || each.milliseconds === null)) {
      const line = program.line === null ? '' : `; line ${program.line} is not reached`;
      return trainings.length > 0
        ? fileName(program.file)
        : `${fileName(program.file)} runs, no gradient call yet${line}`;
    }
    return phase === 'training' ? 'gradients are being computed' : nothing;
  }
}
