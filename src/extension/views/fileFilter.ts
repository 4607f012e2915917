import * as vscode from 'vscode';

export type ChangeKind = 'added' | 'modified' | 'metadata' | 'identical' | 'removed';

export interface FileFilter {
  /** Only paths that the selected step changed in one of these ways; empty for all. */
  readonly changes: readonly ChangeKind[];
  /** A part of the name, or a glob; empty for all. */
  readonly name: string;
}

export const emptyFilter: FileFilter = { changes: [], name: '' };

/** What happened to a path, in a word for people. */
export function changeWord(change: ChangeKind): string {
  return {
    added: vscode.l10n.t('added'),
    modified: vscode.l10n.t('modified'),
    metadata: vscode.l10n.t('mode or owner changed'),
    identical: vscode.l10n.t('shipped again unchanged'),
    removed: vscode.l10n.t('removed'),
  }[change];
}

/** Undefined without a filter. */
export function filterText({ changes, name }: FileFilter): string | undefined {
  const parts = [
    ...(changes.length === 0 ? [] : [changes.map(changeWord).join(', ')]),
    ...(name === '' ? [] : [vscode.l10n.t('name: {0}', name)]),
  ];
  return parts.length === 0 ? undefined : vscode.l10n.t('Only {0}', parts.join(' · '));
}
