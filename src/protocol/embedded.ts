/**
 * Messages to the webview as text inside an HTML page: what `embedMessages` writes, `readEmbedded` reads, in Node and in a
 * browser. The text is base64 of deflate of: length of the head (uint32, little-endian), head, padding, numbers. The head
 * is JSON in which a typed array is `{ array: [kind, first byte, length] }`; the numbers of all arrays follow it, each
 * array on a multiple of eight bytes.
 */
import { packNumbers, unpackNumbers } from './posts.js';
import type { ToWebview } from './inspector.js';

const KINDS = { Float64Array, Float32Array, Uint32Array, Uint8Array };
type Kind = keyof typeof KINDS;
type Numbers = InstanceType<(typeof KINDS)[Kind]>;

export async function embedMessages(messages: readonly ToWebview[]): Promise<string> {
  const arrays: Numbers[] = [];
  let size = 0;
  const head = JSON.stringify(packNumbers(messages), (_, value: unknown) => {
    const kind = kindOf(value);
    if (!kind) return value;
    const numbers = value as Numbers;
    const first = size;
    size += aligned(numbers.byteLength);
    arrays.push(numbers);
    return { array: [kind, first, numbers.length] };
  });
  const text = new TextEncoder().encode(head);
  const start = aligned(4 + text.length);
  const bytes = new Uint8Array(start + size);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = start;
  for (const numbers of arrays) {
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at);
    at += aligned(numbers.byteLength);
  }
  return toBase64(await through(bytes, new CompressionStream('deflate-raw')));
}

/** @throws where the text is not what `embedMessages` wrote */
export async function readEmbedded(text: string): Promise<unknown[]> {
  const bytes = await through(fromBase64(text.trim()), new DecompressionStream('deflate-raw'));
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const start = aligned(4 + length);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)), (_, value: unknown) => {
    const place = (value as { array?: unknown } | null)?.array;
    if (!Array.isArray(place)) return value;
    const [kind, first, count] = place as [Kind, number, number];
    return new KINDS[kind](bytes.buffer, start + first, count);
  }) as unknown;
  return unpackNumbers(head) as unknown[];
}

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

function kindOf(value: unknown): Kind | null {
  if (!ArrayBuffer.isView(value)) return null;
  const kind = value.constructor.name;
  return kind in KINDS ? (kind as Kind) : null;
}

async function through(bytes: Uint8Array<ArrayBuffer>, transform: CompressionStream | DecompressionStream) {
  const stream = new Blob([bytes]).stream().pipeThrough(transform);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** In pieces: a call takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  return Uint8Array.from({ length: binary.length }, (_, i) => binary.charCodeAt(i));
}
