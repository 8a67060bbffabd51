/** Runs a tuning to its end, with progress that can be cancelled. */
import * as vscode from 'vscode';
import type { TuneResult } from '../../protocol/tune.js';
import type { TuneShown } from '../../protocol/tuneView.js';
import { localRunner } from '../../tuning/localRunner.js';
import { ProgramFailed, tune } from '../../tuning/tune.js';
import type { TuneRequest } from '../../tuning/tuneRequest.js';

type Show = (result: TuneResult, state: TuneShown['state'], message: string | null) => void;

/** Resolves with what went wrong, where nothing could be shown or the program failed. */
export async function runTuning(request: TuneRequest, stop: AbortController, show: Show): Promise<Error | null> {
  try {
    const result = await withProgress(request.lambda.name, stop, (report) =>
      tune(request, {
        ...{ runner: localRunner, signal: stop.signal },
        onProgress(known) {
          report(known);
          show(known, 'running', null);
        },
      }),
    );
    show(result, result.stopped === 'user' ? 'stopped' : 'ended', null);
    return null;
  } catch (error) {
    if (error instanceof ProgramFailed) show(error.result, 'failed', error.message);
    return error as Error;
  }
}

/** With a button that ends it: what is finished stays on disk. */
function withProgress<T>(
  name: string,
  stop: AbortController,
  task: (report: (result: TuneResult) => void) => Promise<T>,
): Thenable<T> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Tuning {0}', name),
    cancellable: true,
  };
  return vscode.window.withProgress(options, (progress, token) => {
    token.onCancellationRequested(() => stop.abort());
    let before = 0;
    return task(({ jobs }) => {
      const share = (100 * jobs.done) / jobs.planned;
      const message = vscode.l10n.t('{0} of {1} runs', jobs.done, jobs.planned);
      progress.report({ message, increment: Math.max(0, share - before) });
      before = Math.max(before, share);
    });
  });
}
