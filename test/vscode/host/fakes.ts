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
  /** Stops whatever shows its progress, before it begins. */
  readonly cancels?: boolean;
}

interface Item {
  readonly label: string;
}

interface ProgressOptions {
  readonly title?: string;
  readonly cancellable?: boolean;
}

/** The extension and these tests have the same `vscode.window`. */
export function fakeWindow({ pick = () => undefined, open, cancels = false }: FakeAnswers = {}): Fakes {
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
    async showQuickPick(items: readonly Item[] | Promise<readonly Item[]>, options: { readonly title?: string } = {}) {
      const given = await items;
      said.push(`pick: ${options.title ?? ''}`);
      const label = pick(given.map((item) => item.label));
      return given.find((item) => item.label === label);
    },
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
