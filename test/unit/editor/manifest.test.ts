import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS, commandId, CONTEXT } from '../../../src/editor/commandIds.js';
import { FIX_TITLES } from '../../../src/editor/findings/fixes/fix.js';
import { inspectorCommandNames } from '../../../src/editor/inspectorCommands.js';
import { BACKEND_SENTENCES } from '../../../src/backends/errors.js';
import { INSPECTOR_ACTIONS } from '../../../src/protocol/inspector.js';
import { RULE_SENTENCES } from '../../../src/protocol/ruleSettings.js';
import { PROGRAM_SENTENCES } from '../../../src/protocol/programErrors.js';
import { codeOf } from '../../../src/protocol/told.js';
import { RUN_SENTENCES } from '../../../src/runs/errors.js';
import { SESSION_SENTENCES } from '../../../src/session/errors.js';
import { TUNE_JOB_SENTENCES } from '../../../src/protocol/tuneErrors.js';
import { TUNING_SENTENCES } from '../../../src/tuning/errors.js';

interface Manifest {
  contributes: {
    commands: { command: string; title: string; category: string; enablement?: string }[];
    keybindings: { command: string; when: string }[];
    menus: Record<string, { command: string; when?: string }[]>;
    configuration: { properties: Record<string, { scope: string }> };
    viewsWelcome: { view: string; contents: string; when: string }[];
    views: Record<string, { id: string }[]>;
    walkthroughs: {
      title: string;
      steps: { id: string; description: string; media: { svg: string }; completionEvents: string[] }[];
    }[];
  };
  capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
  icon: string;
}

/** Of the rooms whose errors the editor shows. */
const ERROR_SENTENCES = [
  ...[RULE_SENTENCES, PROGRAM_SENTENCES, SESSION_SENTENCES, RUN_SENTENCES, BACKEND_SENTENCES],
  ...[TUNING_SENTENCES, TUNE_JOB_SENTENCES],
].flatMap((table) => Object.entries<string>(table));

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const words = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8')) as Record<string, string>;

describe('package.json', () => {
  it('contributes exactly the commands of the extension', () => {
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(contributed.sort(), COMMANDS.map(commandId).sort());
    for (const { category } of manifest.contributes.commands) assert.equal(category, 'Gradlens');
  });

  it('offers the commands that a user is promised', () => {
    const titles = manifest.contributes.commands.map(({ title }) => words[title.slice(1, -1)]);
    const promised =
      'Train Here, Tune λ Here, Train File, Pause, Step, Resume, Stop, Pause When…, Open Inspector, Open Inspector to the Side, ' +
      'Select Backend, Show Runs, Open Run, Delete Run, Compare Runs, Export Run…, Export Run as HTML, Open Example, Show Log';
    for (const title of promised.split(', ')) assert.ok(titles.includes(title), title);
  });

  it('binds keys only while a session runs', () => {
    assert.ok(manifest.contributes.keybindings.length > 0);
    for (const { when } of manifest.contributes.keybindings) assert.match(when, /gradlens\.session(Active|State ==)/);
  });

  it('enables what steers a session only where there is one, and what runs programs only where they are trusted', () => {
    const clauses = new Map(
      manifest.contributes.commands.map(({ command, enablement }) => [command, enablement ?? '']),
    );
    const expected: Record<string, RegExp> = {
      pause: /^gradlens\.sessionState == running$/,
      step: /^gradlens\.sessionState == paused$/,
      resume: /^gradlens\.sessionState == paused$/,
      stop: /^gradlens\.sessionActive$/,
      restart: /isWorkspaceTrusted/,
      trainHere: /isWorkspaceTrusted/,
      trainFile: /isWorkspaceTrusted/,
      tuneHere: /isWorkspaceTrusted/,
      chooseProgram: /isWorkspaceTrusted/,
    };
    for (const [name, clause] of Object.entries(expected)) assert.match(clauses.get(`gradlens.${name}`)!, clause);
  });

  it('offers an example where there are no runs', () => {
    const ids = Object.values(manifest.contributes.views).flatMap((views) => views.map(({ id }) => id));
    const trusted = manifest.contributes.viewsWelcome.filter(({ when }) => !when.includes('!isWorkspaceTrusted'));
    assert.equal(trusted.length, 2);
    for (const { view, contents } of trusted) {
      assert.ok(ids.includes(view));
      assert.match(words[contents.slice(1, -1)]!, /\(command:gradlens\.openExample\)/);
    }
  });

  it('has a walkthrough of commands, views and pictures that are there', () => {
    const commands = COMMANDS.map(commandId);
    const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    assert.equal(manifest.contributes.walkthroughs[0]!.title, '%walkthrough.title%');
    assert.equal(words['walkthrough.title'], 'Get started with Gradlens');
    assert.ok(steps.length >= 4 && steps.length <= 6);
    assert.equal(new Set(steps.map(({ id }) => id)).size, steps.length);
    for (const { description, media, completionEvents } of steps) {
      assert.match(readFileSync(media.svg, 'utf8'), /<svg[\s>]/);
      assert.match(words[description.slice(1, -1)]!, /\]\(command:gradlens\.\w+[?)]/);
      assert.ok(completionEvents.length > 0);
      const examples = [...words[description.slice(1, -1)]!.matchAll(/trainExample\?([^)]+)\)/g)].map(
        ([, argument]) => (JSON.parse(decodeURIComponent(argument!)) as [string])[0],
      );
      assert.ok(examples.length > 0, description);
      for (const example of examples) assert.ok(existsSync(join('examples', example)), example);
      for (const event of completionEvents) {
        const [, command, key, example] =
          /^(?:onCommand:([\w.]+)|onContext:([\w.]+) == '([^']+)')$/.exec(event) ?? assert.fail(event);
        if (command) assert.ok(commands.includes(command as never), event);
        else assert.ok(key === CONTEXT.trainedExample && examples.includes(example!), event);
      }
    }
  });

  it('names only commands and context keys that exist', () => {
    const known = new Set(COMMANDS.map(commandId));
    const { menus, keybindings, viewsWelcome } = manifest.contributes;
    for (const { command } of [...Object.values(menus).flat(), ...keybindings]) assert.ok(known.has(command), command);
    const all =
      JSON.stringify(manifest.contributes) + viewsWelcome.map(({ contents }) => words[contents.slice(1, -1)]).join();
    for (const [, name] of all.matchAll(/command:(gradlens\.\w+)/g)) assert.ok(known.has(name!), name);
    const keys = [...JSON.stringify(manifest.contributes).matchAll(/gradlens\.(session\w+|file\w+)/g)].map(
      ([key]) => key,
    );
    for (const key of keys) assert.ok(Object.values(CONTEXT).includes(key as never), key);
  });

  it('has the words for each key, and no word too many', () => {
    const used = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(words).sort());
  });

  it('keeps a setting that names an executable to the machine, and out of untrusted workspaces', () => {
    const { properties } = manifest.contributes.configuration;
    const executables = Object.keys(properties).filter((name) => /path|executable/i.test(name));
    assert.deepEqual(executables, ['gradlens.nodePath']);
    assert.equal(properties['gradlens.nodePath']?.scope, 'machine');
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    assert.ok(restrictedConfigurations.includes('gradlens.nodePath'));
  });

  it('has an icon of at least 128 pixels', () => {
    const png = readFileSync(manifest.icon);
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    assert.ok(png.readUInt32BE(16) >= 128 && png.readUInt32BE(20) >= 128);
  });
});

describe('the inspector', () => {
  it('has a command behind each of its buttons', () => {
    assert.deepEqual(Object.keys(inspectorCommandNames).sort(), [...INSPECTOR_ACTIONS].sort());
  });
});

describe('the words', () => {
  it('of the code and of errors are all in the bundle, and no others', () => {
    const found = new Set<string>([...ERROR_SENTENCES.map(([, sentence]) => sentence), ...FIX_TITLES]);
    for (const folder of ['src/editor', 'src/inspector']) {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!name.endsWith('.ts')) continue;
        const text = readFileSync(join(folder, name), 'utf8');
        for (const [, single] of text.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g))
          found.add(single!.replace(/\\(.)/g, '$1'));
      }
    }
    assert.deepEqual(Object.keys(bundle).sort(), [...found].sort());
    for (const [key, word] of Object.entries(bundle)) assert.equal(word, key);
  });

  it('of errors number their places without a gap, and their codes are in docs/errors.md', () => {
    const documented = readFileSync('docs/errors.md', 'utf8');
    for (const [name, sentence] of ERROR_SENTENCES) {
      const places = [...new Set([...sentence.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index)))].sort();
      assert.deepEqual(
        places,
        places.map((_, index) => index),
        name,
      );
      assert.ok(documented.includes(`\`${codeOf(name)}\``), name);
    }
  });
});
