import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The page of the picture. It has nothing of an image in it: all of that comes by message. */
export function pictureHtml(webview: vscode.Webview, programs: vscode.Uri): string {
  const nonce = randomBytes(24).toString('base64');
  const source = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(programs, name)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}`;
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${source('picture.css')}">
<title>Layerwise</title>
</head>
<body class="lw-panel">
<main><h1 class="lw-hidden">Layerwise</h1><div id="picture"></div></main>
<script nonce="${nonce}" src="${source('picture.js')}"></script>
</body>
</html>`;
}
