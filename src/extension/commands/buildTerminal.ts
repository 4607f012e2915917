import * as vscode from 'vscode';
import { showControls } from '../../core/words/showControls.ts';

/** A terminal that shows what a builder says. */
export interface BuildTerminal {
  /** Cancelled when the terminal is closed, or Ctrl+C is pressed in it. */
  readonly token: vscode.CancellationToken;
  show(lines: readonly string[]): void;
  /** A last line; the terminal stays until it is closed. */
  end(line: string): void;
}

const CTRL_C = '\u0003';

export function buildTerminal(name: string): BuildTerminal {
  const written = new vscode.EventEmitter<string>();
  const source = new vscode.CancellationTokenSource();
  /** A terminal takes nothing before it is open. */
  let before: string[] | null = [];
  const write = (text: string): void => {
    if (before === null) written.fire(text);
    else before.push(text);
  };
  const pty: vscode.Pseudoterminal = {
    onDidWrite: written.event,
    open() {
      const early = before ?? [];
      before = null;
      for (const text of early) written.fire(text);
    },
    close: () => source.cancel(),
    handleInput(data) {
      if (data === CTRL_C) source.cancel();
    },
  };
  const icon = new vscode.ThemeIcon('layers');
  vscode.window.createTerminal({ name, pty, iconPath: icon, isTransient: true }).show(true);
  return {
    token: source.token,
    show: (lines) => write(lines.map((line) => `${showControls(line)}\r\n`).join('')),
    end: (line) => write(`\r\n\u001b[1m${showControls(line)}\u001b[0m\r\n`),
  };
}
