import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunOutcome, Stopped } from '../../../src/protocol/run.js';
import { openRun } from '../../../src/runs/openRun.js';
import { outcomeState } from '../../../src/runs/outcomeState.js';
import { recordedStatus } from '../../../src/runs/recordedStatus.js';
import { writeRunFile } from '../../../src/runs/runFile.js';
import { sampleInfo, writeSampleRun } from '../../sample/sampleRun.js';

describe('outcomeState', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-outcome-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const states: [Stopped, string][] = [
    ['end', 'ended'],
    ['steps', 'ended'],
    ['user', 'stopped'],
    ['error', 'failed'],
  ];
  for (const [stopped, state] of states) {
    it(`is ${state} after ${stopped}, while it is shown live and from the record`, () => {
      const runDirectory = join(folder, stopped);
      const outcome: RunOutcome = { ...sampleInfo.outcome!, stopped };
      mkdirSync(runDirectory);
      writeSampleRun(runDirectory, { steps: 3 });
      writeRunFile(runDirectory, { ...sampleInfo, outcome });
      assert.deepEqual([outcomeState(outcome), recordedStatus(openRun(runDirectory)).state], [state, state]);
    });
  }
});
