/** Stands between the extension and the windows that ask or tell: tests answer them and read what was said. */
import * as vscode from 'vscode';

type Answer = (...args: never[]) => unknown;
type Asking =
  | 'showQuickPick'
  | 'showErrorMessage'
  | 'showWarningMessage'
  | 'showInformationMessage'
  | 'showSaveDialog'
  | 'showOpenDialog';
const ASKING: Asking[] = [
  'showQuickPick',
  'showErrorMessage',
  'showWarningMessage',
  'showInformationMessage',
  'showSaveDialog',
  'showOpenDialog',
];

export interface Asked {
  by: Asking;
  args: unknown[];
}

export interface Spies {
  asked: Asked[];
  /** Consulted in order; what none answers is let be, as a user who presses Escape. */
  answers: { by: Asking; answer: Answer }[];
  /** The last value of each context key. */
  context: Record<string, unknown>;
  /** What was written to each output channel. */
  output: Record<string, string>;
  trees: Record<string, vscode.TreeDataProvider<unknown>>;
}

const shelf = globalThis as { gradlensSpies?: Spies };

/** The bundles of the tests share one set, which main.ts put up before the extension was activated. */
export function spies(): Spies {
  if (!shelf.gradlensSpies) throw new Error('no spies: test/host/main.ts puts them up');
  return shelf.gradlensSpies;
}

export function installSpies(): void {
  const all: Spies = { asked: [], answers: [], context: {}, output: {}, trees: {} };
  shelf.gradlensSpies = all;
  // The tests lie in the extension's folder, so this is the very object that the extension calls.
  const window = vscode.window as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const by of ASKING) {
    window[by] = async (...args: unknown[]) => {
      all.asked.push({ by, args: [await args[0], ...args.slice(1)] });
      const at = all.answers.findIndex((answer) => answer.by === by);
      const [answer] = at < 0 ? [] : all.answers.splice(at, 1);
      return (answer?.answer as ((...args: unknown[]) => unknown) | undefined)?.(await args[0], ...args.slice(1));
    };
  }
  const createTree = window['createTreeView']!.bind(window);
  window['createTreeView'] = (id, options) => {
    all.trees[id as string] = (options as vscode.TreeViewOptions<unknown>).treeDataProvider;
    return createTree(id, options);
  };
  const createOutputChannel = window['createOutputChannel']!.bind(window);
  window['createOutputChannel'] = (name, options) => {
    const channel = createOutputChannel(name, options) as vscode.OutputChannel;
    return new Proxy(channel, {
      get(target, key) {
        const member = Reflect.get(target, key) as unknown;
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          const before = all.output[name as string] ?? '';
          if (key === 'clear') all.output[name as string] = '';
          else if (args.length > 0)
            all.output[name as string] = `${before}${args.join(' ')}${key === 'append' ? '' : '\n'}`;
          return (member as (...args: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  };
  const commands = vscode.commands as unknown as Record<string, (...args: unknown[]) => unknown>;
  const executeCommand = commands['executeCommand']!.bind(commands);
  commands['executeCommand'] = (id, ...args) => {
    if (id === 'setContext') all.context[args[0] as string] = args[1];
    return executeCommand(id, ...args);
  };
}

/** The next question of this kind gets this answer. */
export function answer(by: Asking, give: (...args: never[]) => unknown): void {
  spies().answers.push({ by, answer: give });
}

/** Chooses the item whose label holds the words. */
export function choose(words: string) {
  return (items: (vscode.QuickPickItem | string)[]) =>
    items.find((item) => (typeof item === 'string' ? item : item.label).includes(words));
}

/** Presses the button of a message. */
export function press(button: string) {
  return (_message: string, ...rest: unknown[]) => rest.find((item) => item === button);
}

export function forgetQuestions(): void {
  spies().asked.length = 0;
  spies().answers.length = 0;
}

/** What was asked since `forgetQuestions`, of one kind. */
export const questions = (by: Asking) => spies().asked.filter((asked) => asked.by === by);

/** Labels of the items of the n-th quick pick. */
export function labels(nth = 0): string[] {
  const items = (questions('showQuickPick')[nth]?.args[0] ?? []) as (vscode.QuickPickItem | string)[];
  return items.map((item) => (typeof item === 'string' ? item : item.label));
}
