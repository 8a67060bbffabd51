import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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

  it('are written as a table and for TensorBoard by Export Run', async () => {
    const item = await find(made[1]!);
    const pick = (label: string) => (items: vscode.QuickPickItem[]) => items.find((each) => each.label === label);
    const table = vscode.Uri.joinPath(folder(), 'run.csv');
    answer('showQuickPick', pick('CSV'));
    answer('showSaveDialog', () => table);
    await run('exportRun', item);
    assert.match(readFileSync(table.fsPath, 'utf8'), /^training,step,time_ms,/);
    answer('showQuickPick', pick('TensorBoard'));
    answer('showOpenDialog', () => [folder()]);
    answer('showInformationMessage', press('Copy the Command for TensorBoard'));
    await run('exportRun', item);
    const [log] = readdirSync(join(folder().fsPath, basename(item!.directory)));
    assert.match(log!, /^events\.out\.tfevents\./);
    assert.equal(await vscode.env.clipboard.readText(), `tensorboard --logdir "${folder().fsPath}"`);
  });

  it('are compared side by side: those that are selected, or those that the user picks', async () => {
    const both = (await listed()).filter(({ directory }) => made.some((each) => each.directory === directory));
    const panels = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ label, input }) => label === 'Compare Runs' && input instanceof vscode.TabInputWebview);
    await run('compareRuns', both[0], both);
    await waitFor('the panel', () => panels().length === 1);
    answer('showQuickPick', (items: (vscode.QuickPickItem & { directory: string })[]) => {
      assert.deepEqual(
        items.filter(({ picked }) => picked).map(({ directory }) => directory),
        [both[1]!.directory],
      );
      return items.filter(({ directory }) => both.some((each) => each.directory === directory));
    });
    await run('compareRuns', both[1]);
    await waitFor('another panel', () => panels().length === 2);
    answer('showQuickPick', (items: unknown[]) => items.slice(0, 1));
    await run('compareRuns', both[1]);
    assert.match(questions('showErrorMessage')[0]!.args[0] as string, /only one training to compare/);
    await vscode.window.tabGroups.close(panels());
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
