/** A WebAssembly memory for elements that were fetched: places are handed out, and come back with their owner. */
import { RESULTS_BYTES } from './simdPass.js';

export interface OwnMemory {
  memory: WebAssembly.Memory;
  /** Where a pass writes its results. */
  results: number;
  elements(address: number, count: number): Float32Array;
  /** One of two places for `count` elements that the next call takes again. */
  scratch(count: number, which?: 0 | 1): number;
  /** A place for `count` elements for as long as `owner` lives. */
  allocate(count: number, owner: object): number;
  /** Whether so many elements can surely be placed. */
  hasRoom(count: number): boolean;
}

const PAGE = 65536;
/** 512 MiB: what weights beyond that leave of a machine is better left to the program. */
const MOST_PAGES = 8192;
/** Places begin at cache lines. */
const LINE = 64;

export function ownMemory(): OwnMemory {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES });
  const results = LINE;
  let end = results + bytesOf(RESULTS_BYTES / 4);
  const scratch = [
    { address: 0, bytes: 0 },
    { address: 0, bytes: 0 },
  ];
  const free = new Map<number, number[]>();
  const owners = new FinalizationRegistry(release);

  function release({ bytes, address }: { bytes: number; address: number }): void {
    const places = free.get(bytes);
    if (places) places.push(address);
    else free.set(bytes, [address]);
  }

  function take(bytes: number): number {
    const found = free.get(bytes)?.pop();
    if (found !== undefined) return found;
    const missing = end + bytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    const address = end;
    end += bytes;
    return address;
  }

  return {
    memory,
    results,
    elements: (address, count) => new Float32Array(memory.buffer, address, count),
    scratch(count, which = 0) {
      const bytes = bytesOf(count);
      if (bytes > scratch[which]!.bytes) {
        if (scratch[which]!.bytes > 0) release(scratch[which]!);
        scratch[which] = { address: take(bytes), bytes };
      }
      return scratch[which]!.address;
    },
    allocate(count, owner) {
      const bytes = bytesOf(count);
      const address = take(bytes);
      owners.register(owner, { bytes, address });
      return address;
    },
    hasRoom: (count) => end + bytesOf(count) + 3 * LINE < MOST_PAGES * PAGE,
  };
}

const bytesOf = (count: number) => Math.ceil((4 * count) / LINE) * LINE;
