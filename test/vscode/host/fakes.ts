import { posix } from 'node:path';
import * as vscode from 'vscode';

/** What stands in the place of functions that ask or tell the user, until it is taken away again. */
export interface Fakes {
  /** What was asked and told meanwhile, each as `function: text`. */
  readonly said: string[];
  restore(): void;
}

export interface FakeAnswers {
  /** Of the labels of a quick pick, the one that is chosen; undefined for none. */
  readonly pick?: (labels: readonly string[]) => string | undefined;
  readonly open?: vscode.Uri;
  /** Where a file is saved. */
  readonly save?: vscode.Uri;
  /** Stops whatever shows its progress, before it begins. */
  readonly cancels?: boolean;
}

interface Item {
  readonly label: string;
}

interface PickOptions {
  readonly title?: string;
  readonly canPickMany?: boolean;
}

interface ProgressOptions {
  readonly title?: string;
  readonly cancellable?: boolean;
}

/** A list that is chosen from as soon as it is shown. */
function fakeQuickPick(pick: NonNullable<FakeAnswers['pick']>, said: string[]) {
  const [accepted, hidden] = [new vscode.EventEmitter<void>(), new vscode.EventEmitter<void>()];
  const list = {
    title: '',
    value: '',
    items: [] as readonly Item[],
    activeItems: [] as readonly Item[],
    onDidAccept: accepted.event,
    onDidHide: hidden.event,
    show() {
      said.push(`pick: ${list.title}`);
      const label = pick(list.items.map((item) => item.label));
      list.activeItems = list.items.filter((item) => item.label === label);
      if (list.activeItems.length > 0) accepted.fire();
      else hidden.fire();
    },
    hide: () => hidden.fire(),
    dispose: () => undefined,
  };
  return list;
}

/** The extension and these tests have the same `vscode.window`. */
export function fakeWindow({ pick = () => undefined, open, save, cancels = false }: FakeAnswers = {}): Fakes {
  const said: string[] = [];
  const { withProgress } = vscode.window;
  const tell = (name: string) => (text: string) => {
    said.push(`${name}: ${text}`);
    return Promise.resolve(undefined);
  };
  const fakes = {
    showInformationMessage: tell('information'),
    showWarningMessage: tell('warning'),
    showErrorMessage: tell('error'),
    showOpenDialog: () => Promise.resolve(open === undefined ? undefined : [open]),
    showSaveDialog({ defaultUri, filters }: vscode.SaveDialogOptions = {}) {
      said.push(`save: ${posix.basename(defaultUri?.path ?? '')} as ${Object.keys(filters ?? {}).join()}`);
      return Promise.resolve(save);
    },
    async showQuickPick(items: readonly Item[] | Promise<readonly Item[]>, options: PickOptions = {}) {
      const given = await items;
      said.push(`pick: ${options.title ?? ''}`);
      const label = pick(given.map((item) => item.label));
      const chosen = given.find((item) => item.label === label);
      return options.canPickMany === true && chosen !== undefined ? [chosen] : chosen;
    },
    createQuickPick: () => fakeQuickPick(pick, said),
    withProgress(options: vscode.ProgressOptions & ProgressOptions, work: Parameters<typeof withProgress>[1]) {
      said.push(`progress${options.cancellable === true ? ' with cancel' : ''}: ${options.title ?? ''}`);
      const source = new vscode.CancellationTokenSource();
      if (!cancels) return withProgress(options, work);
      source.cancel();
      return work({ report: () => undefined }, source.token);
    },
  };
  const before = Object.fromEntries(Object.keys(fakes).map((name) => [name, Reflect.get(vscode.window, name)]));
  Object.assign(vscode.window, fakes);
  return { said, restore: () => void Object.assign(vscode.window, before) };
}
