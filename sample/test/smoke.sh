#!/bin/sh
# Asks a running page for everything it serves. usage: sh test/smoke.sh [URL]
url=${1:-http://127.0.0.1:8080}
failed=0

expect() {
  if wget -q -O - "$url$1" | grep -q "$2"; then
    echo "ok      $1"
  else
    echo "FAILED  $1: no $2"
    failed=1
  fi
}

expect / 'Example Cloud status'
expect /css/site.css 'font-face'
expect /js/status.js 'refresh'
expect /img/logo.svg '<svg'
expect /cgi-bin/health '^ok$'
expect /cgi-bin/status '"id":"api","state":"up"'
expect '/cgi-bin/history?service=api&days=7' '"day":"2025-12-31"'
exit $failed
