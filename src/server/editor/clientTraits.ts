import type { ClientCapabilities } from 'vscode-languageserver';

/** What the client can do, as far as it matters here. */
export interface ClientTraits {
  readonly configuration: boolean;
  readonly configurationChanges: boolean;
  readonly workspaceFolders: boolean;
  readonly progress: boolean;
  readonly pullDiagnostics: boolean;
  readonly refreshLenses: boolean;
  readonly refreshHints: boolean;
  readonly refreshDiagnostics: boolean;
  readonly relatedInformation: boolean;
  /** Actions with edits; an older client knows only commands. */
  readonly codeActions: boolean;
  readonly preferredActions: boolean;
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  /** Tells of changes of files, in folders that it is given. */
  readonly watchesFolders: boolean;
}

export function traitsOf({ workspace, window, textDocument }: ClientCapabilities): ClientTraits {
  return {
    configuration: workspace?.configuration === true,
    configurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    progress: window?.workDoneProgress === true,
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshLenses: workspace?.codeLens?.refreshSupport === true,
    refreshHints: workspace?.inlayHint?.refreshSupport === true,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
    codeActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    preferredActions: textDocument?.codeAction?.isPreferredSupport === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    createFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    watchesFolders:
      workspace?.didChangeWatchedFiles?.dynamicRegistration === true &&
      workspace.didChangeWatchedFiles.relativePatternSupport === true,
  };
}
