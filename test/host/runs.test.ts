import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ListedRun } from '../../src/runs/listRuns.js';
import { readEmbedded } from '../../src/protocol/embedded.js';
import { answer, forgetQuestions, press, questions, spies } from './spies.js';
import { clickLens, folder, nextRun, openProgram, runsIn, waitFor, type RecordedRun } from './support.js';

const tree = () => spies().trees['gradlens.runs'] as vscode.TreeDataProvider<ListedRun>;
const listed = async () => (await tree().getChildren()) ?? [];
const run = (name: string, ...args: unknown[]) => vscode.commands.executeCommand(`gradlens.${name}`, ...args);

describe('the runs', function () {
  this.timeout(60_000);
  const made: RecordedRun[] = [];
  before(async () => {
    for (let i = 0; i < 2; i++) {
      const earlier = runsIn('nested/inner').length;
      await clickLens(await openProgram('nested/inner/throwing.js'));
      made.push(await nextRun(earlier, 'nested/inner'));
      await waitFor('the end', () => spies().context['gradlens.sessionActive'] === false);
    }
  });
  beforeEach(forgetQuestions);
  const find = async ({ directory }: RecordedRun) => (await listed()).find((item) => item.directory === directory);

  it('are listed newest first, also those of packages within the workspace', async () => {
    await waitFor(
      'both runs',
      async () => (await find(made[0]!)) !== undefined && (await find(made[1]!)) !== undefined,
    );
    const places = (await listed()).map(({ directory }) => directory);
    assert.ok(places.indexOf(made[1]!.directory) < places.indexOf(made[0]!.directory));
  });

  it('say how they ended', async () => {
    const item = await tree().getTreeItem((await find(made[1]!))!);
    assert.equal(item.label, 'nested/inner/throwing.js:6');
    assert.equal(item.contextValue, 'run');
    assert.equal((item.iconPath as vscode.ThemeIcon).id, 'error');
    assert.match(String(item.tooltip), /failed\nBackend: \w+\nThe program threw/);
    assert.match(String(item.description), /shown/);
    assert.equal(item.command?.command, 'gradlens.openRun');
  });

  it('are shown by Open Run, and in their view by Show Runs', async () => {
    const before = (await find(made[0]!))!;
    await run('openRun', before);
    assert.match(String((await tree().getTreeItem(before)).description), /shown/);
    assert.doesNotMatch(String((await tree().getTreeItem((await find(made[1]!))!)).description), /shown/);
    await run('showRuns');
  });

  it('are written as a page by Export Run as HTML', async () => {
    const target = vscode.Uri.joinPath(folder(), 'run.html');
    answer('showSaveDialog', () => target);
    await run('exportRunAsHtml', await find(made[1]!));
    const page = readFileSync(target.fsPath, 'utf8');
    assert.match(page, /^<!doctype html>/i);
    const embedded = /id="gradlens-run">([^<]+)</.exec(page)?.[1];
    assert.ok(embedded);
    const messages = JSON.stringify(await readEmbedded(embedded));
    assert.ok(messages.includes('throwing.js') && messages.includes('it broke'));
    assert.match(questions('showInformationMessage')[0]!.args[0] as string, /written to run\.html/);
  });

  it('write nothing where no file is chosen', async () => {
    await run('exportRunAsHtml', await find(made[1]!));
    assert.equal(questions('showInformationMessage').length, 0);
  });

  it('are revealed in the explorer where the system has no window', async () => {
    await run('revealRun', await find(made[1]!));
    assert.equal(questions('showErrorMessage').length, 0);
  });

  it('are deleted only after a yes', async () => {
    const item = await find(made[0]!);
    await run('deleteRun', item);
    assert.ok(existsSync(join(made[0]!.directory, 'run.json')));
    const [message, options, button] = questions('showWarningMessage')[0]!.args;
    assert.deepEqual([message, button], ['Delete this run and all that it recorded?', 'Delete']);
    assert.equal((options as vscode.MessageOptions).modal, true);
    answer('showWarningMessage', press('Delete'));
    await run('deleteRun', item);
    assert.equal(existsSync(made[0]!.directory), false);
    await waitFor('a list without it', async () => (await find(made[0]!)) === undefined);
    assert.ok(await find(made[1]!));
  });
});

describe('the log', () => {
  it('is shown, and tells of sessions', async () => {
    await run('showLog');
    assert.match(spies().output['Gradlens'] ?? '', /session: .*throwing\.js →/);
  });
});
