/** Where a key moves the scrubber: arrows one step, with Shift ten, Home and End. Null: not a key of ours. */
export interface StepKey {
  key: string;
  shiftKey: boolean;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

export function stepAfterKey(event: StepKey, step: number, last: number): number | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const stride = event.shiftKey ? 10 : 1;
  const clamp = (target: number) => Math.min(Math.max(target, Math.min(1, last)), last);
  switch (event.key) {
    case 'ArrowLeft':
      return clamp(step - stride);
    case 'ArrowRight':
      return clamp(step + stride);
    case 'Home':
      return clamp(1);
    case 'End':
      return clamp(last);
    default:
      return null;
  }
}
