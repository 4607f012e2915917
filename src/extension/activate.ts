import * as vscode from 'vscode';
import { registerCommands } from './commands/register.ts';
import { contexts } from './contexts.ts';
import { ImageFileSystem } from './files/imageFileSystem.ts';
import { FILE_SCHEME, LISTING_SCHEME, WHAT_IF_SCHEME } from './files/imageUri.ts';
import { listings } from './files/listings.ts';
import { openImages } from './files/openImages.ts';
import { whatIfDocuments } from './files/whatIfDocuments.ts';
import { Comparison } from './look/comparison.ts';
import { followBuilds } from './look/followBuilds.ts';
import { followEditor } from './look/followEditor.ts';
import { Look } from './look/look.ts';
import { growthPanel } from './picture/growthPanel.ts';
import { picturePanels } from './picture/picturePanels.ts';
import { languageServer } from './server/languageServer.ts';
import { statusItem } from './statusItem.ts';
import { comparisonView } from './views/comparisonView.ts';
import { filesView } from './views/filesView.ts';
import { rowDecorations } from './views/rowDecorations.ts';
import { stepsView } from './views/stepsView.ts';
import { wasteView } from './views/wasteView.ts';

let stopServer: (() => Thenable<void>) | null = null;

/** Runs when a Dockerfile is opened or one of our views or commands is used, never at start-up. */
export function activate(context: vscode.ExtensionContext): void {
  const look = new Look();
  const server = languageServer(context);
  const images = openImages(look, server, context.globalState);
  const steps = stepsView(look);
  const files = filesView(look, server);
  const waste = wasteView(look, server);
  const pictures = picturePanels(context, { look, server, images });
  const comparison = new Comparison(server, images);
  const differences = comparisonView(comparison, server);
  const growth = growthPanel(context, comparison, server);
  context.subscriptions.push(
    look,
    server,
    steps.disposable,
    files.disposable,
    waste.disposable,
    pictures,
    comparison,
    differences.disposable,
    growth,
    followBuilds(look, comparison, server),
    statusItem(look),
    contexts(look),
    vscode.window.registerFileDecorationProvider(rowDecorations),
    vscode.workspace.registerFileSystemProvider(FILE_SCHEME, new ImageFileSystem(server, images), {
      isReadonly: true,
      isCaseSensitive: true,
    }),
    vscode.workspace.registerTextDocumentContentProvider(LISTING_SCHEME, listings(server, images)),
    vscode.workspace.registerTextDocumentContentProvider(WHAT_IF_SCHEME, whatIfDocuments(look, server, images)),
    registerCommands({
      context,
      look,
      server,
      images,
      steps,
      files,
      waste,
      pictures,
      growth,
      comparison,
      comparisonView: differences,
    }),
    followEditor(look, server),
  );
  stopServer = () => server.stop();
  // Not before the editor may go on.
  setImmediate(() => void server.start());
}

export async function deactivate(): Promise<void> {
  await stopServer?.();
}
