#!/bin/sh
# Replays recorded requests as fast as they are answered. usage: sh test/load.sh [URL]
# fixtures/requests.tsv holds milliseconds since the first request, and the path.
url=${1:-http://127.0.0.1:8080}
count=0 failed=0

while read -r _ path; do
  count=$((count + 1))
  wget -q -O /dev/null "$url$path" || failed=$((failed + 1))
done < "$(dirname "$0")/fixtures/requests.tsv"

echo "$count requests, $failed failed"
[ "$failed" -eq 0 ]
