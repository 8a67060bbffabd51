/**
 * An event of TensorBoard's log, as protocol buffer wire format (tensorboard/compat/proto/event.proto, summary.proto):
 * Event { 1: wall_time double, 2: step int64, 3: file_version string, 5: Summary { 1: Value { 1: tag, 2: simple_value
 * float, 5: HistogramProto { 1: min, 2: max, 3: num, 4: sum, 5: sum_squares, 6: bucket_limit[], 7: bucket[] } } } }.
 */
export interface EventHistogram {
  min: number;
  max: number;
  num: number;
  sum: number;
  sumSquares: number;
  /** Upper ends of the bins and how many values each holds. */
  limits: number[];
  counts: number[];
}

export interface TensorboardValue {
  tag: string;
  value: number | EventHistogram;
}

/** The event with which every log begins. */
export const versionEvent = (wallTime: number): Buffer =>
  Buffer.concat([double(1, wallTime), bytes(3, Buffer.from('brain.Event:2'))]);

/** `wallTime` in seconds since 1970. */
export function summaryEvent(wallTime: number, step: number, values: TensorboardValue[]): Buffer {
  const summary = Buffer.concat(values.map(({ tag, value }) => bytes(1, valueMessage(tag, value))));
  return Buffer.concat([double(1, wallTime), varint((2 << 3) | WIRE.varint), varint(step), bytes(5, summary)]);
}

function valueMessage(tag: string, value: number | EventHistogram): Buffer {
  const name = bytes(1, Buffer.from(tag));
  if (typeof value === 'number') return Buffer.concat([name, float(2, value)]);
  const { min, max, num, sum, sumSquares, limits, counts } = value;
  const numbers = [min, max, num, sum, sumSquares].map((number, i) => double(i + 1, number));
  return Buffer.concat([name, bytes(5, Buffer.concat([...numbers, doubles(6, limits), doubles(7, counts)]))]);
}

const WIRE = { varint: 0, double: 1, bytes: 2, float: 5 } as const;

function varint(value: number): Buffer {
  const out: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) out.push((value % 0x80) | 0x80);
  return Buffer.from([...out, value]);
}

function bytes(field: number, content: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | WIRE.bytes), varint(content.length), content]);
}

function double(field: number, value: number): Buffer {
  const out = Buffer.alloc(9, (field << 3) | WIRE.double);
  out.writeDoubleLE(value, 1);
  return out;
}

function float(field: number, value: number): Buffer {
  const out = Buffer.alloc(5, (field << 3) | WIRE.float);
  out.writeFloatLE(value, 1);
  return out;
}

function doubles(field: number, values: number[]): Buffer {
  const out = Buffer.alloc(values.length * 8);
  values.forEach((value, i) => out.writeDoubleLE(value, i * 8));
  return bytes(field, out);
}
