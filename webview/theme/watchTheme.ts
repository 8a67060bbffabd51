/** Tells the kind of the theme, now and after each change of its colours, or of the colours that the system forces. */
import type { Theme } from '../state/state.js';

/** The editor marks the body with the kind of its theme and sets its colours on the root element. */
export function watchTheme(changed: (kind: Theme['kind']) => void): void {
  const forced = matchMedia('(forced-colors: active)');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  // The system's colours are a theme of high contrast, whatever the editor's is.
  const tell = () => changed(forced.matches ? (dark.matches ? 'hc-dark' : 'hc-light') : themeKind(document.body));
  const observer = new MutationObserver(tell);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-kind'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  for (const query of [forced, dark]) query.addEventListener('change', tell);
  tell();
}

export function themeKind(body: Element): Theme['kind'] {
  const kind = body.getAttribute('data-vscode-theme-kind') ?? '';
  if (kind === 'vscode-high-contrast-light') return 'hc-light';
  if (kind === 'vscode-high-contrast') return 'hc-dark';
  return kind === 'vscode-light' ? 'light' : 'dark';
}
