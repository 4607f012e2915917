import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Analysis } from '../../core/analysis.ts';
import type { FindingLimits } from '../../core/findings/findings.ts';
import { reportData } from './reportData.ts';

/**
 * The report as one page that asks nobody for anything. What is known of the image goes into the page as data, in a block that
 * no browser runs, and the script writes it as text: nothing of it ever becomes markup, script or style. Only our own script
 * and style sheet may run, by their hashes.
 *
 * @param programs The folder with what the webview is bundled to.
 */
export function analysisHtml(analysis: Analysis, programs: string, limits?: FindingLimits): string {
  const script = readFileSync(`${programs}/picture.js`, 'utf8').trim();
  const style = readFileSync(`${programs}/picture.css`, 'utf8').trim();
  const policy = `default-src 'none'; script-src '${hash(script)}'; style-src '${hash(style)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Layerwise</title>
<style>${style}</style>
</head>
<body class="lw-page">
<main id="picture"><noscript>This report draws itself with a script: allow it to run.</noscript></main>
<script id="data" type="application/json">${harmless(reportData(analysis, limits))}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON in which nothing can end the block that it stands in. https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements */
function harmless(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
