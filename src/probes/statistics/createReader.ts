/** The reader for whatever backend holds the tensors at the time: a program may change it between two steps. */
import type { StatisticsReader } from './reader.js';
import { createJavascriptReader } from './javascriptReader.js';

export function createStatisticsReader(): StatisticsReader {
  return createJavascriptReader();
}
