import * as vscode from 'vscode';
import { proxyVariables } from './proxyVariables.ts';

/** For the environment of our own processes. */
export function editorProxy(): Readonly<Record<string, string>> {
  const settings = vscode.workspace.getConfiguration('http');
  const [proxy, noProxy, proxySupport] = ['proxy', 'noProxy', 'proxySupport'].map((name) => settings.get(name));
  return proxyVariables({ proxy, noProxy, proxySupport }, process.env);
}
