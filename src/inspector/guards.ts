/** Messages from the webview are not trusted: each is checked by hand before anything is done with it. */
import { MEASUREMENTS } from '../protocol/curvature.js';
import { INSPECTOR_ACTIONS, type FromWebview } from '../protocol/inspector.js';

type Guard = (message: Record<string, unknown>) => boolean;

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
/** Longer conditions and paths are not written by people. */
const isText = (value: unknown) => typeof value === 'string' && value.length > 0 && value.length <= 4096;

/** Of a heading. */
const isAnchor = (value: unknown) => typeof value === 'string' && /^[a-z0-9-]{1,64}$/.test(value);

const GUARDS: { [T in FromWebview['type']]: Guard } = {
  ready: () => true,
  drawn: () => true,
  seek: (m) => isCount(m['training']) && isCount(m['step']) && typeof m['follow'] === 'boolean',
  readings: (m) => isCount(m['request']) && isCount(m['training']) && isCount(m['step']),
  detail: (m) => isCount(m['request']) && isCount(m['training']) && isCount(m['variable']),
  curvatureDetail: (m) => isCount(m['request']) && isCount(m['training']) && isCount(m['step']),
  gradientPaths: (m) => isCount(m['request']) && isCount(m['training']) && isCount(m['step']),
  measure: (m) =>
    isCount(m['request']) &&
    isCount(m['training']) &&
    (MEASUREMENTS as readonly unknown[]).includes(m['what']) &&
    (m['step'] === null || isCount(m['step'])),
  action: (m) => (INSPECTOR_ACTIONS as readonly unknown[]).includes(m['action']),
  pauseWhen: (m) => m['condition'] === null || isText(m['condition']),
  openLine: (m) => isText(m['file']) && isCount(m['line']) && m['line'] !== 0,
  glossary: (m) => isAnchor(m['term']),
  rule: (m) => isAnchor(m['rule']),
};

export function parseFromWebview(value: unknown): FromWebview | null {
  if (typeof value !== 'object' || value === null) return null;
  const type = (value as { type?: unknown }).type;
  if (typeof type !== 'string' || !Object.hasOwn(GUARDS, type)) return null;
  return GUARDS[type as FromWebview['type']](value as Record<string, unknown>) ? (value as FromWebview) : null;
}
