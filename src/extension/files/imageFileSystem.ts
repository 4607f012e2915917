import { Buffer } from 'node:buffer';
import * as vscode from 'vscode';
import type { ServerResult } from '../../protocol/serverRequests.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { type ImageFile, parseFileUri } from './imageUri.ts';
import type { OpenImages } from './openImages.ts';

/** Larger files are not opened in an editor: they can be saved to disk. */
export const LARGEST = 64 * 1024 * 1024;
/** As much as the server gives at once. */
const PIECE = 16 * 1024 * 1024;

/** Files of images as of any layer, read-only. */
export class ImageFileSystem implements vscode.FileSystemProvider {
  private readonly server: LanguageServer;
  private readonly images: OpenImages;
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;

  constructor(server: LanguageServer, images: OpenImages) {
    this.server = server;
    this.images = images;
  }

  /** An image never changes: another is another image. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { size, mtime } = await this.piece(uri, 0, 0);
    const time = mtime * 1000;
    return { type: vscode.FileType.File, ctime: time, mtime: time, size, permissions: vscode.FilePermission.Readonly };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const first = await this.piece(uri, 0, PIECE);
    if (first.size > LARGEST) {
      throw vscode.FileSystemError.Unavailable(
        vscode.l10n.t('The file has more than {0} MiB. Save it to disk instead.', LARGEST / 1024 / 1024),
      );
    }
    const pieces = [Buffer.from(first.base64, 'base64')];
    for (let at = pieces[0].length; at < first.size; ) {
      const next = Buffer.from((await this.piece(uri, at, PIECE)).base64, 'base64');
      if (next.length === 0) break;
      pieces.push(next);
      at += next.length;
    }
    return Buffer.concat(pieces);
  }

  private async piece(uri: vscode.Uri, start: number, length: number) {
    const file = parseFileUri(uri);
    try {
      return await readPiece(this.server, this.images, file, start, length);
    } catch (error) {
      throw vscode.FileSystemError.Unavailable(error instanceof Error ? error.message : String(error));
    }
  }

  readDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.FileNotADirectory(uri);
  }
  createDirectory(uri: vscode.Uri): never {
    throw readOnly(uri);
  }
  writeFile(uri: vscode.Uri): never {
    throw readOnly(uri);
  }
  delete(uri: vscode.Uri): never {
    throw readOnly(uri);
  }
  rename(uri: vscode.Uri): never {
    throw readOnly(uri);
  }
}

export async function readPiece(
  server: LanguageServer,
  images: OpenImages,
  { id, node, step, off }: ImageFile,
  start: number,
  length: number,
): Promise<ServerResult<'content'>> {
  const image = await images.keyOf(id);
  return server.ask('content', { image, view: { step, off: [...off] }, node, start, length });
}

function readOnly(uri: vscode.Uri): vscode.FileSystemError {
  return vscode.FileSystemError.NoPermissions(uri);
}
