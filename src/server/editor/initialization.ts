import * as v from 'valibot';
import type { Connection } from 'vscode-languageserver';
import { InitializationOptions } from '../../protocol/serverRequests.ts';
import { showWarning } from './messages.ts';

/** What the client says at its start. A wrong option is told and ignored; the others stay. */
export function initializationOf(connection: Connection, given: unknown): InitializationOptions {
  const options: Record<string, unknown> = typeof given === 'object' && given !== null ? { ...given } : {};
  const { issues = [] } = v.safeParse(InitializationOptions, options);
  for (const issue of issues) {
    const name = v.getDotPath(issue) ?? '';
    showWarning(connection, `initialization option ${name}: ${issue.message}. It is ignored.`);
    Reflect.deleteProperty(options, name);
  }
  return v.parse(InitializationOptions, options);
}
