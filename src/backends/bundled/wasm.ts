/**
 * What `@tensorflow/tfjs-backend-wasm` gives a program whose wasm backend has already been started for it: paths and
 * threads can no longer be set, and need not be.
 */
export const version_wasm = '4.22.0';

export function setWasmPath(): void {
  // The binaries lie beside this file.
}

export function setWasmPaths(): void {
  // The binaries lie beside this file.
}

export function setThreadsCount(): void {
  // Node runs the binary without threads.
}

export function getThreadsCount(): number {
  return 1;
}
